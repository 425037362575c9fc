import { NotFoundError, isId, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { UserReference } from '../user/user.stub.ts'
import { changeFollow } from './change-follow.ts'

export interface InstructorFollow {
  readonly userId: string
  readonly isFollowing: boolean
}

/** Follows somebody who teaches a published course, or no longer follows somebody. */
export async function followInstructor(
  services: CoursesServices,
  context: CoursesContext,
  { userId: instructorId, isFollowing }: InstructorFollow,
): Promise<Outcome<{ instructor: UserReference }>> {
  const { id: userId } = requireSignedIn(context.viewer)
  const isKnown = isFollowing ? await services.courses.isInstructor(instructorId) : isId(instructorId)
  if (!isKnown) throw new NotFoundError('Instructor', instructorId)
  await changeFollow(services, context, {
    userId,
    subject: 'INSTRUCTOR',
    subjectId: instructorId,
    isFollowing,
  })
  return succeed({ instructor: { id: instructorId } })
}
