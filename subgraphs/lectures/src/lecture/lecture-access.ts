import { untilFound } from '@lyceum/events'
import { ForbiddenError, NotFoundError, isId, requireSignedIn } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import { canEditLectures, canSeeLectures, canWatchLecture } from '../course/course.policy.ts'
import type { CourseAccess } from '../course/course.ts'
import type { ModuleRecord } from '../module/module.ts'
import type { LecturesServices } from '../services.ts'
import type { LectureRecord } from './lecture.ts'

/** The lecture when the viewer may know of it. */
export async function findVisibleLecture(
  context: LecturesContext,
  id: string,
): Promise<LectureRecord | null> {
  const lecture = await context.lectures.load(id)
  const course = lecture && (await context.courses.load(lecture.courseId))
  return course !== null && canSeeLectures(context.viewer, course) ? lecture : null
}

/** Whether the viewer may see what is in the lecture. */
export async function isWatchable(context: LecturesContext, lecture: LectureRecord): Promise<boolean> {
  const course = await context.courses.load(lecture.courseId)
  return course !== null && canWatchLecture(context.viewer, lecture, course)
}

/** A lecture the viewer knows of, and what decides about it. */
export interface LectureInCourse {
  readonly viewer: SignedInViewer
  readonly lecture: LectureRecord
  readonly course: CourseAccess
}

/**
 * @throws {UnauthenticatedError} when nobody is signed in
 * @throws {NotFoundError} when there is no such lecture for the viewer
 */
export async function requireVisibleLecture(
  services: LecturesServices,
  context: LecturesContext,
  id: string,
): Promise<LectureInCourse> {
  const viewer = requireSignedIn(context.viewer)
  const lecture = await services.lectures.findLecture(id)
  const course = lecture && (await services.courses.findCourse(lecture.courseId, viewer.id))
  if (lecture === null || course === null || !canSeeLectures(viewer, course)) {
    throw new NotFoundError('Lecture', id)
  }
  return { viewer, lecture, course }
}

/**
 * A lecture that the viewer may change.
 * @throws {UnauthenticatedError} when nobody is signed in
 * @throws {NotFoundError} when there is no such lecture for the viewer
 * @throws {ForbiddenError} when the viewer sees it and may not change it
 */
export async function requireEditableLecture(
  services: LecturesServices,
  context: LecturesContext,
  id: string,
): Promise<LectureInCourse> {
  const found = await requireVisibleLecture(services, context, id)
  if (!canEditLectures(found.viewer, found.course)) throw new ForbiddenError()
  return found
}

/**
 * A module whose lectures the viewer may change. Waits a little for a module that was made a moment ago.
 * @throws {UnauthenticatedError} when nobody is signed in
 * @throws {NotFoundError} when there is no such module for the viewer
 * @throws {ForbiddenError} when the viewer sees it and may not change it
 */
export async function requireEditableModule(
  services: LecturesServices,
  context: LecturesContext,
  id: string,
): Promise<{ readonly viewer: SignedInViewer; readonly module: ModuleRecord }> {
  const viewer = requireSignedIn(context.viewer)
  const module = isId(id) ? await untilFound(() => services.modules.findModule(id)) : null
  const course = module && (await services.courses.findCourse(module.courseId, viewer.id))
  if (module === null || course === null || !canSeeLectures(viewer, course)) {
    throw new NotFoundError('Module', id)
  }
  if (!canEditLectures(viewer, course)) throw new ForbiddenError()
  return { viewer, module }
}
