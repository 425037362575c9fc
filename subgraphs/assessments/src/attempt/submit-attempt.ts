import { NotFoundError, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import type { AttemptRecord } from './attempt.ts'
import { finishAttempt } from './finish-attempt.ts'

/** Ends the learner's attempt with what was acknowledged; submitting twice, or after the time was over, is once. */
export async function submitAttempt(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { attemptId }: { readonly attemptId: string },
): Promise<Outcome<{ attempt: AttemptRecord }>> {
  const { id: userId } = requireSignedIn(context.viewer)
  return await services.inTransaction(context, async (transaction) => {
    const known = await transaction.attempts.findAttempt(attemptId)
    if (known === null || known.userId !== userId) throw new NotFoundError('Attempt', attemptId)
    const ended = await finishAttempt(transaction, attemptId, { onlyIfOverdue: false })
    return succeed({ attempt: ended ?? (await transaction.attempts.findAttempt(attemptId)) ?? known })
  })
}
