import type { Viewer } from '@lyceum/kit'

import { canEditLectures } from '../course/course.policy.ts'
import type { CourseAccess } from '../course/course.ts'
import type { AnnotationRecord } from './annotation.ts'

/** Private notes are for their author; public ones for everybody who may watch the lecture. */
export function canSeeAnnotation(viewer: Viewer, annotation: AnnotationRecord): boolean {
  return annotation.isPublic || viewer?.id === annotation.authorId
}

/** Only those who edit the course speak to everybody in it. */
export function canPublishAnnotation(viewer: Viewer, course: CourseAccess): boolean {
  return canEditLectures(viewer, course)
}

/** Only the author changes a note. */
export function canChangeAnnotation(viewer: Viewer, annotation: AnnotationRecord): boolean {
  return viewer?.id === annotation.authorId
}

/** The author deletes a note; a public one those who edit the course, too. */
export function canDeleteAnnotation(
  viewer: Viewer,
  annotation: AnnotationRecord,
  course: CourseAccess,
): boolean {
  const isModerated = annotation.isPublic && canEditLectures(viewer, course)
  return viewer?.id === annotation.authorId || isModerated
}
