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
import type { AnswerRecord, GivenAnswer } from '../question/question.ts'
import { fitsQuestion } from '../question/fits-question.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { attemptFilesSaved } from './attempt.events.ts'
import type { SavedAnswer, SentAnswer } from './attempt.repository.ts'

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
  const named = version === null ? succeed({ answer }) : await nameVersions(services, userId, answer)
  if (!named.ok) return named
  const sent = {
    attemptId,
    userId,
    questionId: version === null ? attemptId : questionId,
    clientSequence: BigInt(clientSequence),
    answer: named.answer,
  }
  const saved = await (hasFiles(answer)
    ? services.inTransaction(context, (transaction) => saveFiles(transaction, sent))
    : services.attempts.saveAnswer(sent))
  if (saved === null) throw new NotFoundError('Attempt', attemptId)
  if (!saved.isKnown) throw new NotFoundError('Question', questionId)
  if (!saved.isOpen) return fail(refusal(UserErrorCode.ATTEMPT_OVER, 'The attempt is over', 'attemptId'))
  const { savedAt, isLate, clientSequence: kept } = saved
  if (savedAt === null || kept === null) throw new Error(`An answer to ${questionId} was kept without a time`)
  return succeed({
    receipt: { attemptId, questionId, clientSequence: Number(kept), savedAt, isLate: isLate ?? false },
  })
}

function hasFiles({ mediaAssetIds = [] }: GivenAnswer): boolean {
  return mediaAssetIds.length > 0
}

/** The answer with the digests of its files, so that it stays what it is; only the learner's own are taken. */
async function nameVersions(
  services: AssessmentsServices,
  userId: string,
  answer: GivenAnswer,
): Promise<Outcome<{ answer: AnswerRecord }>> {
  const { mediaAssetIds = [] } = answer
  if (!hasFiles(answer)) return succeed({ answer })
  const path = ['input', 'answer', 'mediaAssetIds']
  const files = mediaAssetIds.map((mediaAssetId) => ({ mediaAssetId }))
  const found = await findOwnFiles(services, { userId, files, path })
  if (!found.ok) return found
  const fileDigests = Object.fromEntries(
    found.files.map(({ mediaAssetId, sha256 }) => [mediaAssetId, sha256]),
  )
  return succeed({ answer: { ...answer, fileDigests } })
}

/** Says which versions the answer names, so that media keeps them from now on, however long the attempt goes on. */
async function saveFiles(
  { attempts, say }: AssessmentsTransaction,
  sent: SentAnswer,
): Promise<SavedAnswer | null> {
  const saved = await attempts.saveAnswer(sent)
  if (saved?.isKnown === true && saved.isOpen && saved.savedAt !== null) {
    await say(attemptFilesSaved(sent, saved.savedAt))
  }
  return saved
}

function refusal(code: UserErrorCode, message: string, field: string): BasicUserError {
  return new BasicUserError(code, message, ['input', field])
}

function dropNulls(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value != null))
}
