import { BasicUserError, UserErrorCode, checkInput, fail } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { LecturesContext } from '../context.ts'
import { secondsSchema } from '../lecture/lecture-schemas.ts'
import { LectureKind } from '../lecture/lecture.ts'
import type { LecturesServices } from '../services.ts'
import { applyReport } from './apply-report.ts'
import { requireLearner } from './require-learner.ts'
import { writeProgress } from './write-progress.ts'
import type { WrittenProgress } from './write-progress.ts'

const rangeSchema = z
  .object({ startSeconds: secondsSchema, endSeconds: secondsSchema })
  .refine(({ startSeconds, endSeconds }) => endSeconds >= startSeconds, {
    path: ['endSeconds'],
    message: 'A range ends after it starts',
  })

const inputSchema = z.object({
  ranges: z.array(rangeSchema).max(200, 'A report has at most 200 ranges'),
  positionSeconds: secondsSchema,
  // PostgreSQL knows no year 0, and no player was anywhere before 1970.
  recordedAt: z.date().min(new Date(0), 'Nothing was watched before 1970').nullish(),
})

/** Adds what a learner has watched, and keeps where to resume. */
export async function recordProgress(
  services: LecturesServices,
  context: LecturesContext,
  input: { readonly lectureId: string },
): Promise<Outcome<WrittenProgress>> {
  const learner = await requireLearner(services, context, input.lectureId)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  if (learner.lecture.kind === LectureKind.TEXT) {
    const message = 'A text is not watched: mark it as read'
    return fail(new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'lectureId']))
  }
  const { ranges, positionSeconds, recordedAt } = checked.value
  const now = services.clock.now()
  const report = { ranges, positionSeconds, recordedAt: recordedAt ?? now }
  return await writeProgress(services, context, {
    ...learner,
    change: (progress, lecture) => applyReport({ lecture, progress, report, now }),
  })
}
