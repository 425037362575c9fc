import { readFile } from 'node:fs/promises'

import { z } from 'zod'

/** Sends an operation as the instructor of the course and answers its data. */
export type Send = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>

export interface QuizImport {
  readonly courseId: string
  /** For each lesson, in the order of the course, the module that it belongs to. */
  readonly moduleIdsOfLessons: readonly string[]
  /** `quizzes.en.json` of the course. */
  readonly file: string
  readonly send: Send
}

const fileSchema = z.array(
  z.object({
    quizzes: z.array(
      z.object({
        title: z.string(),
        quiz: z.array(
          z.object({
            questionText: z.string(),
            answerOptions: z.array(
              z.object({
                answerText: z.string(),
                isCorrect: z.string().transform((text) => text === 'true'),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
)
type Quiz = z.output<typeof fileSchema>[number]['quizzes'][number]

const errors = 'userErrors { code message path }'
const createBank = `mutation CreateBank($input: CreateQuestionBankInput!) {
  createQuestionBank(input: $input) { questionBank { id } ${errors} }
}`
const addQuestions = `mutation AddQuestions($input: AddQuestionsInput!) {
  addQuestions(input: $input) { questions { id } ${errors} }
}`
const createAssessment = `mutation CreateAssessment($input: CreateAssessmentInput!) {
  createAssessment(input: $input) { assessment { id } ${errors} }
}`
const setItems = `mutation SetItems($input: SetAssessmentItemsInput!) {
  setAssessmentItems(input: $input) { assessment { id } ${errors} }
}`
const publish = `mutation Publish($input: PublishAssessmentInput!) {
  publishAssessment(input: $input) { assessment { id } ${errors} }
}`

const thing = z.object({ id: z.string() })
const userErrors = z.array(z.unknown()).max(0)
const bankAnswer = z.object({ createQuestionBank: z.object({ questionBank: thing, userErrors }) })
const questionsAnswer = z.object({ addQuestions: z.object({ questions: z.array(thing), userErrors }) })
const assessmentAnswer = z.object({ createAssessment: z.object({ assessment: thing, userErrors }) })
const itemsAnswer = z.object({ setAssessmentItems: z.object({ assessment: thing, userErrors }) })
const publishedAnswer = z.object({ publishAssessment: z.object({ assessment: thing, userErrors }) })

/**
 * Makes a pre- and a post-lecture quiz of every lesson of the demo course and answers their ids, in the file's order. They do
 * not count in the grade and may be taken any number of times.
 */
export async function importQuizzes({
  courseId,
  moduleIdsOfLessons,
  file,
  send,
}: QuizImport): Promise<string[]> {
  const quizzes = fileSchema
    .parse(JSON.parse(await readFile(file, 'utf8')))
    .flatMap((course) => course.quizzes)
  const bank = await send(createBank, { input: { courseId, title: 'Quizzes of the lessons' } })
  const bankId = bankAnswer.parse(bank).createQuestionBank.questionBank.id
  const ids: string[] = []
  for (const quiz of quizzes) {
    const moduleId = moduleIdsOfLessons[lessonOf(quiz) - 1]
    if (moduleId === undefined) throw new Error(`There is no module for the quiz ${quiz.title}`)
    ids.push(await importQuiz(send, quiz, { courseId, moduleId, bankId }))
  }
  return ids
}

async function importQuiz(
  send: Send,
  { title, quiz }: Quiz,
  { bankId, ...place }: { readonly courseId: string; readonly moduleId: string; readonly bankId: string },
): Promise<string> {
  const questions = quiz.map(({ questionText, answerOptions }) => ({
    type: 'SINGLE_CHOICE',
    prompt: questionText,
    key: { choices: answerOptions.map(({ answerText: text, isCorrect }) => ({ text, isCorrect })) },
  }))
  const added = await send(addQuestions, { input: { bankId, questions } })
  const items = questionsAnswer
    .parse(added)
    .addQuestions.questions.map(({ id: questionId }) => ({ questionId }))
  const created = await send(createAssessment, { input: { ...place, kind: 'QUIZ', title, weight: '0' } })
  const assessmentId = assessmentAnswer.parse(created).createAssessment.assessment.id
  itemsAnswer.parse(await send(setItems, { input: { assessmentId, items } }))
  publishedAnswer.parse(await send(publish, { input: { assessmentId } }))
  return assessmentId
}

/** `Lesson 7 - Automated plant watering: Pre-Lecture Quiz` is of lesson 7. */
function lessonOf({ title }: Quiz): number {
  const [, number] = /^Lesson (\d+) - /.exec(title) ?? []
  if (number === undefined) throw new Error(`The quiz ${title} names no lesson`)
  return Number(number)
}
