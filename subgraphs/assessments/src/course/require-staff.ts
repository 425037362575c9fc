import { untilFound } from '@lyceum/events'
import { NotFoundError, requireSignedIn } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import { isStaff } from './course.policy.ts'
import type { CourseRecord } from './course.repository.ts'

interface Target {
  readonly courseId: string
  /** What the client named, for the words of the refusal. @default the course */
  readonly kind?: string
  readonly id?: string
}

/**
 * The viewer, when they teach the course.
 * @throws {NotFoundError} for everybody else: what one may not change one may not see here
 */
export async function requireStaff(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { courseId, kind = 'Course', id = courseId }: Target,
): Promise<{ viewer: SignedInViewer; course: CourseRecord }> {
  const viewer = requireSignedIn(context.viewer)
  // A course that was made a moment ago may not have been heard of yet.
  const course = await untilFound(async () => (await services.courses.findCourses([courseId]))[0] ?? null)
  if (course === null || !isStaff(viewer, course)) throw new NotFoundError(kind, id)
  return { viewer, course }
}
