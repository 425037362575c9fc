import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import type { FollowChange } from './follow.repository.ts'

/** Begins or ends to follow; doing it twice is once. */
export async function changeFollow(
  services: CoursesServices,
  context: CoursesContext,
  change: FollowChange,
): Promise<void> {
  await services.inTransaction(context, async ({ follows, say }) => {
    const follow = await follows.changeFollow(change)
    if (follow === null) return
    const { userId, subject, subjectId, isFollowing } = change
    await say({
      type: 'follow.changed',
      aggregateId: follow.id,
      aggregateVersion: Number(follow.version),
      payload: { userId, subject, subjectId, isFollowing },
    })
  })
}
