import { BasicUserError, NotFoundError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { assessmentPublished, assessmentRemoved } from './assessment.events.ts'
import { AssessmentKind, AssessmentStatus } from './assessment.ts'
import type { AssessmentItemRecord, AssessmentRecord } from './assessment.ts'
import { requireStaffOfAssessment } from './require-staff-of-assessment.ts'

interface Target {
  readonly assessmentId: string
}

/** Shows an assessment to the learners of its course. Publishing twice is once. */
export async function publishAssessment(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { assessmentId }: Target,
): Promise<Outcome<{ assessment: AssessmentRecord }>> {
  return await change(services, { context, assessmentId }, async (transaction, known) => {
    if (known.status === AssessmentStatus.PUBLISHED) return succeed({ assessment: known })
    const items = await transaction.assessments.listItems([known.id])
    const isAssignment = known.kind === AssessmentKind.ASSIGNMENT
    const refusal = isAssignment ? null : await findPublishRefusal(transaction, items)
    if (refusal !== null) return fail(refusal)
    const assessment = await transaction.assessments.updateAssessment(known.id, {
      status: AssessmentStatus.PUBLISHED,
    })
    await transaction.say(assessmentPublished(assessment))
    return succeed({ assessment })
  })
}

/** Hides an assessment from learners again. What was begun goes on and is graded. */
export async function unpublishAssessment(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { assessmentId }: Target,
): Promise<Outcome<{ assessment: AssessmentRecord }>> {
  return await change(services, { context, assessmentId }, async ({ assessments, say }, known) => {
    if (known.status === AssessmentStatus.DRAFT) return succeed({ assessment: known })
    const assessment = await assessments.updateAssessment(known.id, { status: AssessmentStatus.DRAFT })
    await say(assessmentRemoved(assessment))
    return succeed({ assessment })
  })
}

/** Takes an assessment away for good. One that somebody has begun stays. */
export async function removeAssessment(
  services: AssessmentsServices,
  context: AssessmentsContext,
  { assessmentId }: Target,
): Promise<Outcome<{ removedAssessmentId: string }>> {
  return await change(services, { context, assessmentId }, async ({ assessments, attempts, say }, known) => {
    if (await attempts.isUsed(known.id)) {
      const message = 'Learners have begun this assessment; unpublish it instead'
      return fail(new BasicUserError(UserErrorCode.ASSESSMENT_IN_USE, message, ['input', 'assessmentId']))
    }
    const removed = await assessments.updateAssessment(known.id, { status: AssessmentStatus.REMOVED })
    await say(assessmentRemoved(removed))
    return succeed({ removedAssessmentId: known.id })
  })
}

/** Why these items make no assessment: none at all, or a bank that has too few questions for every draw from it. */
export async function findPublishRefusal(
  { questions }: Pick<AssessmentsTransaction, 'questions'>,
  items: readonly AssessmentItemRecord[],
): Promise<BasicUserError | null> {
  const refuse = (message: string) =>
    new BasicUserError(UserErrorCode.ASSESSMENT_NOT_PUBLISHABLE, message, ['input', 'assessmentId'])
  if (items.length === 0) return refuse('The assessment has no questions')
  const fixed = new Set(items.flatMap(({ questionId }) => questionId ?? []))
  const drawn = new Map<string, number>()
  for (const { bankId, drawCount } of items) {
    if (bankId !== null) drawn.set(bankId, (drawn.get(bankId) ?? 0) + drawCount)
  }
  const candidates = await questions.listCurrentOfBanks([...drawn.keys()])
  for (const [bankId, count] of drawn) {
    const free = candidates.filter((version) => version.bankId === bankId && !fixed.has(version.questionId))
    if (free.length < count) return refuse('A bank has fewer questions than are drawn from it')
  }
  return null
}

async function change<T extends object>(
  services: AssessmentsServices,
  { context, assessmentId }: Target & { readonly context: AssessmentsContext },
  decide: (transaction: AssessmentsTransaction, known: AssessmentRecord) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  await requireStaffOfAssessment(services, context, assessmentId)
  return await services.inTransaction(context, async (transaction) => {
    const known = await transaction.assessments.lockAssessment(assessmentId)
    if (known === null) throw new NotFoundError('Assessment', assessmentId)
    return await decide(transaction, known)
  })
}
