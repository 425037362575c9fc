import { randomBytes } from 'node:crypto'

import { untilFound } from '@lyceum/events'
import { BasicUserError, NotFoundError, UserErrorCode, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import { AssessmentKind, AssessmentStatus } from '../assessment/assessment.ts'
import type { AssessmentRecord } from '../assessment/assessment.ts'
import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { isBegunElsewhere } from './attempt.repository.ts'
import { AttemptStatus } from './attempt.ts'
import type { AttemptRecord } from './attempt.ts'
import { chooseQuestions } from './choose-questions.ts'
import { finishAttempt } from './finish-attempt.ts'

/**
 * Begins an attempt and fixes its end, once, by the database's clock. Whoever has one running gets that one, from any
 * device and however often they ask.
 */
export async function startAttempt(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { assessmentId }: { readonly assessmentId: string },
): Promise<Outcome<{ attempt: AttemptRecord }>> {
  const { id: userId } = requireSignedIn(context.viewer)
  const assessment = await services.assessments.findAssessment(assessmentId)
  if (assessment === null || assessment.kind === AssessmentKind.ASSIGNMENT) {
    throw new NotFoundError('Assessment', assessmentId)
  }
  const { courses } = services
  const isMember = await untilFound(async () =>
    (await courses.isMember(userId, assessment.courseId)) ? true : null,
  )
  if (isMember === null) {
    // Whoever is no learner must not find out about drafts.
    if (assessment.status !== AssessmentStatus.PUBLISHED) throw new NotFoundError('Assessment', assessmentId)
    return fail(refusal(UserErrorCode.NOT_ENROLLED, 'Only learners of the course may begin'))
  }
  const begin = () =>
    services.inTransaction(context, (transaction) => beginAttempt(transaction, assessmentId, userId))
  try {
    return await begin()
  } catch (error) {
    // The other device's attempt is running now.
    if (!isBegunElsewhere(error)) throw error
    return await begin()
  }
}

async function beginAttempt(
  transaction: AssessmentsTransaction,
  assessmentId: string,
  userId: string,
): Promise<Outcome<{ attempt: AttemptRecord }>> {
  const { assessments, attempts } = transaction
  await attempts.holdAssessment(assessmentId)
  const earlier = await attempts.listAttemptsOf(userId, [assessmentId])
  const running = earlier.find(({ status }) => status === AttemptStatus.IN_PROGRESS)
  if (running !== undefined) {
    const ended = await finishAttempt(transaction, running.id, { onlyIfOverdue: true })
    if (ended === null) return succeed({ attempt: running })
  }
  const assessment = await assessments.findAssessment(assessmentId)
  if (assessment === null || assessment.status !== AssessmentStatus.PUBLISHED) {
    throw new NotFoundError('Assessment', assessmentId)
  }
  if (assessment.attemptLimit !== null && earlier.length >= assessment.attemptLimit) {
    return fail(refusal(UserErrorCode.NO_ATTEMPTS_LEFT, 'Every attempt is used'))
  }
  return await insertAttempt(transaction, assessment, { userId, number: earlier.length + 1 })
}

async function insertAttempt(
  { assessments, attempts, attemptQuestions, questions }: AssessmentsTransaction,
  { id: assessmentId, isShuffled, opensAt }: AssessmentRecord,
  { userId, number }: { readonly userId: string; readonly number: number },
): Promise<Outcome<{ attempt: AttemptRecord }>> {
  const items = await assessments.listItems([assessmentId])
  const seed = randomBytes(16).toString('hex')
  const candidates = [
    ...(await questions.findCurrentVersions(items.flatMap(({ questionId }) => questionId ?? []))),
    ...(await questions.listCurrentOfBanks(items.flatMap(({ bankId }) => bankId ?? []))),
  ]
  const chosen = chooseQuestions({ items, candidates, seed, isShuffled })
  if (chosen === null) throw new Error(`Assessment ${assessmentId} is published without enough questions`)
  const totalMarks = chosen.reduce((sum, { marks }) => sum + marks, 0)
  const attempt = await attempts.insertAttempt({ assessmentId, userId, number, seed, totalMarks })
  if (attempt === null) {
    return opensAt !== null && opensAt > (await assessments.now())
      ? fail(refusal(UserErrorCode.ASSESSMENT_NOT_OPEN, 'The assessment has not opened yet'))
      : fail(refusal(UserErrorCode.ASSESSMENT_CLOSED, 'The assessment was due already'))
  }
  await attemptQuestions.insertQuestions(attempt.id, chosen)
  return succeed({ attempt })
}

function refusal(code: UserErrorCode, message: string): BasicUserError {
  return new BasicUserError(code, message, ['input', 'assessmentId'])
}
