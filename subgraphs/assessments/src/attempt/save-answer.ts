import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  isId,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { AssessmentsContext } from '../context.ts'
import { findOwnFiles } from '../media-asset/find-own-files.ts'
import { answerSchema } from '../question/question.ts'
import type { AnswerRecord, QuestionVersionRecord } from '../question/question.ts'
import { fitsQuestion } from '../question/fits-question.ts'
import type { AssessmentsServices } from '../services.ts'

const schema = z.object({
  attemptId: z.string(),
  questionId: z.string(),
  clientSequence: z.int().min(1),
  // null = not given
  answer: z.preprocess(dropNulls, answerSchema),
})

/** What the learner may rely on: it is on disk. */
export interface AnswerReceipt {
  readonly attemptId: string
  readonly questionId: string
  readonly clientSequence: number
  readonly savedAt: Date
  readonly isLate: boolean
}

/**
 * Keeps an answer, from any device. It is acknowledged when it is durable; an older one never replaces a newer one, and
 * then the receipt is the newer one's. After the end and the grace nothing is taken.
 */
export async function saveAnswer(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ receipt: AnswerReceipt }>> {
  const { id: userId } = requireSignedIn(context.viewer)
  const checked = checkInput(schema, input)
  if (!checked.ok) return checked
  const { attemptId, questionId, clientSequence, answer } = checked.value
  if (!isId(attemptId)) throw new NotFoundError('Attempt', attemptId)
  const version = isId(questionId)
    ? await services.attemptQuestions.findQuestionOf(attemptId, questionId)
    : null
  if (version !== null && !fitsQuestion(version, answer)) {
    return fail(refusal(UserErrorCode.UNSUITABLE_ANSWER, 'This is no answer to this question', 'answer'))
  }
  const handedIn = version === null ? succeed({}) : await handInFiles(services, { userId, version, answer })
  if (!handedIn.ok) return handedIn
  const saved = await services.attempts.saveAnswer({
    attemptId,
    userId,
    questionId: version === null ? attemptId : questionId,
    clientSequence: BigInt(clientSequence),
    answer,
  })
  if (saved === null) throw new NotFoundError('Attempt', attemptId)
  if (!saved.isKnown) throw new NotFoundError('Question', questionId)
  if (!saved.isOpen) return fail(refusal(UserErrorCode.ATTEMPT_OVER, 'The attempt is over', 'attemptId'))
  const { savedAt, isLate, clientSequence: kept } = saved
  if (savedAt === null || kept === null) throw new Error(`An answer to ${questionId} was kept without a time`)
  return succeed({
    receipt: { attemptId, questionId, clientSequence: Number(kept), savedAt, isLate: isLate ?? false },
  })
}

interface FileAnswer {
  readonly userId: string
  readonly version: QuestionVersionRecord
  readonly answer: AnswerRecord
}

/** Lets the staff of the course open the files of an answer; only the learner's own are taken. */
async function handInFiles(
  services: AssessmentsServices,
  { userId, version, answer }: FileAnswer,
): Promise<Outcome<object>> {
  const { mediaAssetIds = [] } = answer
  if (mediaAssetIds.length === 0) return succeed({})
  const path = ['input', 'answer', 'mediaAssetIds']
  const found = await findOwnFiles(services, { userId, mediaAssetIds, path })
  if (found.ok) await services.mediaAssets.saveHandedIn(version.courseId, mediaAssetIds)
  return found
}

function refusal(code: UserErrorCode, message: string, field: string): BasicUserError {
  return new BasicUserError(code, message, ['input', field])
}

function dropNulls(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value != null))
}
