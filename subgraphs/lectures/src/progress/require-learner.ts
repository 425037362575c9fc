import { untilFound } from '@lyceum/events'
import { ForbiddenError, NotFoundError, requireSignedIn } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import { canRecordProgress } from '../course/course.policy.ts'
import { requireVisibleLecture } from '../lecture/lecture-access.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import type { LecturesServices } from '../services.ts'

/** Somebody who is enrolled, and a lecture of the course. */
export interface Learner {
  readonly viewer: SignedInViewer
  readonly lecture: LectureRecord
}

/**
 * The viewer as a learner of the lecture. Waits a little for an enrolment that was made a moment ago.
 * @throws {UnauthenticatedError} when nobody is signed in
 * @throws {NotFoundError} when there is no such lecture for the viewer
 * @throws {ForbiddenError} when the viewer sees it and is not enrolled
 */
export async function requireLearner(
  services: LecturesServices,
  context: LecturesContext,
  lectureId: string,
): Promise<Learner> {
  const viewer = requireSignedIn(context.viewer)
  const lecture = await services.lectures.findLecture(lectureId)
  if (lecture === null) throw new NotFoundError('Lecture', lectureId)
  const course = await untilFound(async () => {
    const found = await services.courses.findCourse(lecture.courseId, viewer.id)
    return found !== null && canRecordProgress(viewer, found) ? found : null
  })
  if (course !== null) return { viewer, lecture }
  await requireVisibleLecture(services, context, lectureId)
  throw new ForbiddenError('Only those who are enrolled have progress')
}
