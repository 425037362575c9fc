import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome, SignedInViewer } from '@lyceum/kit'
import { z } from 'zod'

import { AttemptStatus } from '../attempt/attempt.ts'
import type { AttemptQuestionRecord, AttemptRecord } from '../attempt/attempt.ts'
import { totalOf } from '../attempt/finish-attempt.ts'
import type { AssessmentsContext } from '../context.ts'
import { isDecimal, parseUnits } from '../marks/marks.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { graderLockSeconds, lockedByOther, notSubmitted, requireStaffOfAttempt } from './claim-grading.ts'
import { announceResult, releaseIfDue } from './release-attempt.ts'

const marks = z.string().refine(isDecimal, 'is not a decimal with up to four places').transform(parseUnits)
const schema = z
  .object({
    attemptId: z.string(),
    questionId: z.string(),
    marks: marks.nullish(),
    rubricScores: z
      .array(z.object({ criterionId: z.string(), marks }))
      .max(20)
      .nullish(),
    comment: z.string().max(20_000).nullish(),
  })
  .refine((input) => (input.marks == null) !== (input.rubricScores == null), 'Give marks or rubric scores')
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
  if (!(await attempts.holdsGrading(attemptId, gradedBy))) return fail(lockedByOther())
  const questions = await attemptQuestions.listQuestions([attemptId])
  const asked = questions.find((candidate) => candidate.questionId === questionId)
  if (asked === undefined) throw new NotFoundError('Question', questionId)
  const score = toScore(asked, grade)
  if (score === null) return fail(unsuitable())
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

/** Null when the marks are more than there are, or the rubric's criteria are not the ones that are scored. */
function toScore({ marks: most, question }: AttemptQuestionRecord, grade: Grade): number | null {
  if (grade.marks != null) return question.rubric.length === 0 && grade.marks <= most ? grade.marks : null
  const given = new Map(grade.rubricScores?.map((score) => [score.criterionId, score.marks]))
  if (given.size !== question.rubric.length || given.size === 0) return null
  const scores = question.rubric.map((criterion) => {
    const score = given.get(criterion.id)
    return score !== undefined && score <= criterion.marks ? score : null
  })
  if (scores.includes(null)) return null
  const total = scores.reduce<number>((sum, score) => sum + (score ?? 0), 0)
  // The question may be worth more or less in this assessment than its rubric says.
  return Number((BigInt(total) * BigInt(most)) / BigInt(question.marks))
}

function unsuitable(): BasicUserError {
  const message =
    'The marks do not fit the question: use its rubric where it has one, and no more than there are'
  return new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input'])
}
