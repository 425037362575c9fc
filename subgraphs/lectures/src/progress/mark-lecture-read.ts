import { BasicUserError, UserErrorCode, fail } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { isCompletedByReading } from './progress.ts'
import { requireLearner } from './require-learner.ts'
import { writeProgress } from './write-progress.ts'
import type { WrittenProgress } from './write-progress.ts'

/** Completes a text or an external video for a learner; once done, doing it again changes nothing. */
export async function markLectureRead(
  services: LecturesServices,
  context: LecturesContext,
  { lectureId }: { readonly lectureId: string },
): Promise<Outcome<WrittenProgress>> {
  const learner = await requireLearner(services, context, lectureId)
  if (!isCompletedByReading(learner.lecture)) {
    const message = 'Video and audio lectures are completed by watching them'
    return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'lectureId']))
  }
  const now = services.clock.now()
  return await writeProgress(services, context, {
    ...learner,
    change: (progress) => ({ ...progress, completedAt: progress.completedAt ?? now }),
  })
}
