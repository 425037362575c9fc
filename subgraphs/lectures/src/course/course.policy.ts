import { isAdministrator } from '@lyceum/kit'
import type { Viewer } from '@lyceum/kit'

import type { CourseAccess } from './course.ts'

/** The course's instructors and administrators edit its lectures. */
export function canEditLectures(viewer: Viewer, course: CourseAccess): boolean {
  return viewer !== null && (course.instructorIds.includes(viewer.id) || isAdministrator(viewer))
}

/** Everybody sees which lectures a published course has; those who edit it or are enrolled see them in any state. */
export function canSeeLectures(viewer: Viewer, course: CourseAccess): boolean {
  return course.status === 'PUBLISHED' || course.isViewerEnrolled || canEditLectures(viewer, course)
}

/** The content is for those who are enrolled and those who edit; a preview in a published course is for everybody. */
export function canWatchLecture(
  viewer: Viewer,
  lecture: { readonly isPreview: boolean },
  course: CourseAccess,
): boolean {
  const isOpenPreview = lecture.isPreview && course.status === 'PUBLISHED'
  return isOpenPreview || course.isViewerEnrolled || canEditLectures(viewer, course)
}

/** Progress is kept for those who are enrolled, not for whoever looks at a preview. */
export function canRecordProgress(viewer: Viewer, course: CourseAccess): boolean {
  return viewer !== null && course.isViewerEnrolled
}
