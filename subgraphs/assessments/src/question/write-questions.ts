import { NotFoundError, checkInput, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { AssessmentsServices } from '../services.ts'
import { presentForStaff } from './present-question.ts'
import type { QuestionBankRecord } from './question.ts'
import type { Question } from './question.type.ts'
import { questionSchema } from './write-question.ts'

const bankSchema = z.object({ courseId: z.string(), title: z.string().trim().min(1).max(200) })
const questionsSchema = z.object({ bankId: z.string(), questions: z.array(questionSchema).min(1).max(100) })
const revisionSchema = z.object({ questionId: z.string(), question: questionSchema })

export async function createQuestionBank(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ questionBank: QuestionBankRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(bankSchema, input)
  if (!checked.ok) return checked
  await requireStaff(services, context, checked.value)
  return succeed({ questionBank: await services.questions.insertBank(checked.value) })
}

/** Adds questions to a bank, all or none. */
export async function addQuestions(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ questions: Question[] }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(questionsSchema, input)
  if (!checked.ok) return checked
  const { bankId, questions: written } = checked.value
  const [bank] = await services.questions.findBanks([bankId])
  if (bank === undefined) throw new NotFoundError('QuestionBank', bankId)
  const { courseId } = bank
  const { viewer } = await requireStaff(services, context, { courseId, kind: 'QuestionBank', id: bankId })
  return await services.inTransaction(context, async ({ questions }) => {
    const ids: string[] = []
    for (const version of written) ids.push(await questions.insertQuestion(bankId, version, viewer.id))
    const versions = new Map(
      (await questions.findCurrentVersions(ids)).map((version) => [version.questionId, version]),
    )
    return succeed({ questions: ids.flatMap((id) => versions.get(id) ?? []).map(presentForStaff) })
  })
}

/** Writes the next version of a question. Attempts that have begun keep the one they were given. */
export async function reviseQuestion(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ question: Question }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(revisionSchema, input)
  if (!checked.ok) return checked
  const { questionId: id, question } = checked.value
  const [known] = await services.questions.findCurrentVersions([id])
  if (known === undefined) throw new NotFoundError('Question', id)
  const { viewer } = await requireStaff(services, context, { courseId: known.courseId, kind: 'Question', id })
  return await services.inTransaction(context, async ({ questions }) => {
    await questions.insertNextVersion(id, question, viewer.id)
    const [revised = known] = await questions.findCurrentVersions([id])
    return succeed({ question: presentForStaff(revised) })
  })
}
