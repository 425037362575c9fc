import { BasicUserError, NotFoundError, UserErrorCode, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { AssessmentsContext } from '../context.ts'
import { formatUnits, largestUnits } from '../marks/marks.ts'
import type { AssessmentsServices, AssessmentsTransaction } from '../services.ts'
import { itemsSchema } from './assessment-input.ts'
import { AssessmentKind, AssessmentStatus } from './assessment.ts'
import type { AssessmentItemRecord, AssessmentRecord } from './assessment.ts'
import { assessmentPublished } from './assessment.events.ts'
import { findPublishRefusal } from './publish-assessment.ts'
import { requireStaffOfAssessment } from './require-staff-of-assessment.ts'

type NewItem = ReturnType<typeof itemsSchema.parse>[number]

/** Replaces what an assessment is made of. Attempts that have begun keep their questions. */
export async function setAssessmentItems(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: { readonly assessmentId: string; readonly items: unknown },
): Promise<Outcome<{ assessment: AssessmentRecord }>> {
  const { assessment: known } = await requireStaffOfAssessment(services, context, input.assessmentId)
  const checked = checkInput(itemsSchema, input.items, ['input', 'items'])
  if (!checked.ok) return checked
  if (known.kind === AssessmentKind.ASSIGNMENT) {
    return fail(refusal('An assignment has no questions', ['input', 'assessmentId']))
  }
  return await services.inTransaction(context, async (transaction) => {
    const { assessments, say } = transaction
    const locked = await assessments.lockAssessment(known.id)
    if (locked === null) throw new NotFoundError('Assessment', known.id)
    const items = await toItems(transaction, locked, checked.value)
    if (!items.ok) return items
    const totalMarks = items.items.reduce((sum, { marks, drawCount }) => sum + marks * drawCount, 0)
    if (totalMarks > largestUnits) {
      return fail(refusal(`These are more than ${formatUnits(largestUnits)} marks`, ['input', 'items']))
    }
    const isPublished = locked.status === AssessmentStatus.PUBLISHED
    const unready = isPublished ? await findPublishRefusal(transaction, items.items) : null
    if (unready !== null) return fail(unready)
    await assessments.replaceItems(known.id, items.items)
    const assessment = await assessments.updateAssessment(known.id, { totalMarks })
    if (isPublished) await say(assessmentPublished(assessment))
    return succeed({ assessment })
  })
}

/** Gives every item its place and marks; questions and banks of other courses are refused. */
async function toItems(
  { questions }: Pick<AssessmentsTransaction, 'questions'>,
  { id: assessmentId, courseId }: AssessmentRecord,
  input: readonly NewItem[],
): Promise<Outcome<{ items: AssessmentItemRecord[] }>> {
  const fixedIds = input.flatMap(({ questionId }) => questionId ?? [])
  const versions = await questions.findCurrentVersions(fixedIds)
  const banks = await questions.findBanks(input.flatMap(({ bankId }) => bankId ?? []))
  const marksOf = new Map(
    versions
      .filter((version) => version.courseId === courseId)
      .map((version) => [version.questionId, version.marks]),
  )
  const bankIds = new Set(banks.filter((bank) => bank.courseId === courseId).map(({ id }) => id))
  if (new Set(fixedIds).size < fixedIds.length)
    return fail(refusal('A question is named twice', ['input', 'items']))
  const items: AssessmentItemRecord[] = []
  for (const [position, { questionId = null, bankId = null, drawCount, marks }] of input.entries()) {
    const path = ['input', 'items', String(position)]
    const known = questionId === null ? undefined : marksOf.get(questionId)
    if (questionId !== null && known === undefined)
      return fail(refusal('This is no question of the course', path))
    if (bankId !== null && !bankIds.has(bankId)) return fail(refusal('This is no bank of the course', path))
    const isFixed = questionId !== null
    items.push({
      assessmentId,
      position,
      questionId,
      bankId,
      drawCount: isFixed ? 1 : drawCount,
      marks: marks ?? known ?? 0,
    })
  }
  return succeed({ items })
}

function refusal(message: string, path: readonly string[]): BasicUserError {
  return new BasicUserError(UserErrorCode.INVALID_INPUT, message, path)
}
