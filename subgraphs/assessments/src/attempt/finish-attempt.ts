import { scoreAnswer, sumScores } from '../question/score-answer.ts'
import { releaseIfDue } from '../grading/release-attempt.ts'
import type { AssessmentsTransaction } from '../services.ts'
import { attemptSubmitted } from './attempt.events.ts'
import { AttemptStatus } from './attempt.ts'
import type { AttemptQuestionRecord, AttemptRecord } from './attempt.ts'

/**
 * Ends an attempt with the answers that were acknowledged last and grades what a machine can. Of the learner, a second
 * device and the sweeper one comes first; the others get null.
 */
export async function finishAttempt(
  transaction: AssessmentsTransaction,
  attemptId: string,
  options: { readonly onlyIfOverdue: boolean },
): Promise<AttemptRecord | null> {
  const { attempts, attemptQuestions, say } = transaction
  const ended = await attempts.endAttempt(attemptId, options)
  if (ended === null) return null
  await attemptQuestions.holdKeys(attemptId)
  const questions = await attemptQuestions.listQuestions([attemptId])
  await say(attemptSubmitted(ended, questions))
  const scores = questions.map((asked) => ({ questionId: asked.questionId, score: scoreQuestion(asked) }))
  await attemptQuestions.saveScores(attemptId, scores)
  const graded = await attempts.saveScore(attemptId, totalOf(scores))
  if (graded.status !== AttemptStatus.GRADED) return graded
  return await releaseIfDue(transaction, graded)
}

/** The marks of one question by its key, out of what it is worth in this attempt; null when a person has to decide. */
export function scoreQuestion(
  { marks, answer, question }: AttemptQuestionRecord,
  key = question.key,
): number | null {
  const { partial, penalty } = question
  return scoreAnswer({ key, partial, marks, penalty: Math.min(penalty, marks) }, answer)
}

/** Null as long as one of them is not graded. */
export function totalOf(scores: readonly { readonly score: number | null }[]): number | null {
  const given = scores.flatMap(({ score }) => score ?? [])
  return given.length < scores.length ? null : sumScores(given)
}
