import { untilFound } from '@lyceum/events'
import { NotFoundError, requireSignedIn } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import { isStaff } from './course.policy.ts'

interface Target {
  readonly courseId: string
  /** What the client named, for the words of the refusal. @default the course */
  readonly kind?: string
  readonly id?: string
}

/**
 * The viewer, when they teach the course or are an administrator.
 * @throws {NotFoundError} for everybody else: what one may not change one may not see here
 */
export async function requireStaff(
  services: Pick<EnrollmentsServices, 'courses'>,
  context: Pick<EnrollmentsContext, 'viewer'>,
  { courseId, kind = 'Course', id = courseId }: Target,
): Promise<SignedInViewer> {
  const viewer = requireSignedIn(context.viewer)
  // A course that was made a moment ago may not have been heard of yet.
  const course = await untilFound(async () => {
    const [known] = await services.courses.findCoursesByIds([courseId])
    return known ?? null
  })
  if (course === null || !isStaff(viewer, course)) throw new NotFoundError(kind, id)
  return viewer
}
