import { NotFoundError, checkInput, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'
import { z } from 'zod'

import { AttemptStatus } from '../attempt/attempt.ts'
import type { AttemptRecord } from '../attempt/attempt.ts'
import { totalOf } from '../attempt/finish-attempt.ts'
import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { graderLockSeconds, lockedByOther, notSubmitted, requireStaffOfAttempt } from './claim-grading.ts'
import { gradeFields, isGivenOneWay, oneWay, toScore, unsuitableMarks } from './give-marks.ts'
import { announceResult, releaseIfDue } from './release-attempt.ts'

const schema = z
  .object({ attemptId: z.string(), questionId: z.string(), ...gradeFields })
  .refine(isGivenOneWay, oneWay)
type Grade = z.output<typeof schema>

/** A person's marks for one answer, by the rubric where there is one. The last missing one completes the result. */
export async function gradeAnswer(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ attempt: AttemptRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(schema, input)
  if (!checked.ok) return checked
  const { viewer } = await requireStaffOfAttempt(services, context, checked.value.attemptId)
  return await services.inTransaction(context, (transaction) => saveGrade(transaction, checked.value, viewer))
}

async function saveGrade(
  transaction: AssessmentsTransaction,
  grade: Grade,
  { id: gradedBy }: SignedInViewer,
): Promise<Outcome<{ attempt: AttemptRecord }>> {
  const { attempts, attemptQuestions } = transaction
  const { attemptId, questionId, comment = null } = grade
  const attempt = await attempts.lockAttempt(attemptId)
  if (attempt === null) throw new NotFoundError('Attempt', attemptId)
  if (attempt.status === AttemptStatus.IN_PROGRESS) return fail(notSubmitted())
  if (!(await attempts.holdsGrading(attemptId, gradedBy))) return fail(lockedByOther('attemptId'))
  const questions = await attemptQuestions.listQuestions([attemptId])
  const asked = questions.find((candidate) => candidate.questionId === questionId)
  if (asked === undefined) throw new NotFoundError('Question', questionId)
  const score = toScore(grade, { rubric: asked.question.rubric, most: asked.marks })
  if (score === null) return fail(unsuitableMarks())
  const rubricScores = grade.rubricScores ?? []
  await attemptQuestions.saveGrade({ attemptId, questionId }, { score, comment, rubricScores, gradedBy })
  await attempts.claimGrading(attemptId, gradedBy, graderLockSeconds)
  const scores = questions.map((other) => (other === asked ? { score } : other))
  return succeed({ attempt: await completeResult(transaction, attempt, totalOf(scores)) })
}

/** Marks that were out already are said again when they change. */
async function completeResult(
  transaction: AssessmentsTransaction,
  before: AttemptRecord,
  total: number | null,
): Promise<AttemptRecord> {
  const attempt = await transaction.attempts.saveScore(before.id, total)
  if (attempt.status !== AttemptStatus.GRADED) return attempt
  if (attempt.releasedAt === null) return await releaseIfDue(transaction, attempt)
  if (attempt.score !== before.score) await announceResult(transaction, attempt)
  return attempt
}
