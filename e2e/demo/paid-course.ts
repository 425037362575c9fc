import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { importQuizzes } from '@lyceum/all-in-one/import-quizzes'
import {
  AddQuestions,
  CreateAssessment,
  CreateCourse,
  CreateModule,
  CreateQuestionBank,
  CreateTextLecture,
  PublishAssessment,
  PublishCourse,
  SetAssessmentItems,
  SetCoursePrice,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'

import type { StepRunner } from './step-runner.ts'

export const courseTitle = 'Growing tomatoes by wire'
export const price = { amountMinor: 5_000, currency: 'EUR' } as const
export const examSeconds = 1_800

/** Which answer is right, by the text of the question. */
export type AnswerKey = ReadonlyMap<string, string>

export interface PaidCourse {
  readonly courseId: string
  readonly lectureId: string
  readonly examId: string
  readonly quizKey: AnswerKey
}

interface QuizFile {
  readonly quizzes: readonly {
    readonly title: string
    readonly quiz: readonly {
      readonly questionText: string
      readonly answerOptions: readonly { readonly answerText: string; readonly isCorrect: string }[]
    }[]
  }[]
}

const quizFile = '../../apps/all-in-one/demo/courses/iot-for-beginners/quizzes.en.json'

const examQuestions = [
  {
    type: 'SINGLE_CHOICE' as const,
    prompt: 'What does a soil sensor measure?',
    key: {
      choices: [
        { text: 'Moisture', isCorrect: true },
        { text: 'Mood', isCorrect: false },
      ],
    },
  },
  {
    type: 'NUMERIC' as const,
    prompt: 'How much water is in a full can of 1.5 l?',
    marks: '2',
    key: {
      numeric: { value: '1.5', tolerance: '0.05', units: [{ unit: 'l' }, { unit: 'ml', factor: '0.001' }] },
    },
  },
  {
    type: 'ESSAY' as const,
    prompt: 'Why should a pump not trust one reading alone?',
    marks: '5',
    rubric: [
      { title: 'Reasons', marks: '3' },
      { title: 'Style', marks: '2' },
    ],
  },
]

/** An instructor makes a course that costs something and ends with an exam, and publishes it. */
export async function buildPaidCourse(
  { client }: { readonly client: Client },
  { steps, folder }: { readonly steps: StepRunner; readonly folder: string },
): Promise<PaidCourse> {
  const { courseId, moduleId, lectureId } = await steps.step('A course with a price and a text', async () => {
    const result = await createCourse(client)
    return { result, told: '50.00 EUR' }
  })
  const quizKey = await steps.step('The quizzes of a lesson are imported', async () => {
    const { file, key } = await pickLesson(folder)
    await importQuizzes(client, { courseId, moduleIdsOfLessons: [moduleId], file })
    return { result: key, told: `2 quizzes, ${key.size} questions` }
  })
  const examId = await steps.step('A timed exam with an essay and its rubric', async () => {
    const id = await createExam(client, courseId)
    succeeded((await client.execute(PublishCourse, { input: { courseId } })).publishCourse)
    return { result: id, told: `${examSeconds / 60} minutes, required` }
  })
  return { courseId, lectureId, examId, quizKey }
}

async function createCourse(client: Client) {
  const variables = { title: courseTitle, description: 'From seed to salad.', level: 'BEGINNER' } as const
  const { createCourse: created } = await client.execute(CreateCourse, variables)
  const courseId = present(succeeded(created).course, 'course').id
  succeeded((await client.execute(SetCoursePrice, { input: { courseId, price } })).setCoursePrice)
  const { createModule } = await client.execute(CreateModule, { input: { courseId, title: 'Water' } })
  const moduleId = present(succeeded(createModule).module, 'module').id
  const lecture = { moduleId, title: 'When to pour', textMarkdown: '# Pour\n\nNot **too much**.' }
  const { createTextLecture } = await client.execute(CreateTextLecture, { input: lecture })
  return { courseId, moduleId, lectureId: present(succeeded(createTextLecture).lecture, 'lecture').id }
}

/** The first lesson's part of the demo course's quizzes, as a file of the same shape. */
async function pickLesson(folder: string): Promise<{ readonly file: string; readonly key: AnswerKey }> {
  const all = await readFile(fileURLToPath(new URL(quizFile, import.meta.url)), 'utf8')
  const courses = (JSON.parse(all) as readonly QuizFile[]).map(({ quizzes }) => ({
    quizzes: quizzes.filter(({ title }) => title.startsWith('Lesson 1 - ')),
  }))
  const file = join(folder, 'quizzes.json')
  await writeFile(file, JSON.stringify(courses))
  const questions = courses.flatMap(({ quizzes }) => quizzes).flatMap(({ quiz }) => quiz)
  const key = questions.flatMap(({ questionText, answerOptions }) =>
    answerOptions
      .filter(({ isCorrect }) => isCorrect === 'true')
      .map(({ answerText }) => [questionText, answerText] as const),
  )
  return { file, key: new Map(key) }
}

async function createExam(client: Client, courseId: string): Promise<string> {
  const bank = { courseId, title: 'Exam' }
  const { createQuestionBank } = await client.execute(CreateQuestionBank, { input: bank })
  const bankId = present(succeeded(createQuestionBank).questionBank, 'questionBank').id
  const input = { bankId, questions: examQuestions }
  const { addQuestions } = await client.execute(AddQuestions, { input })
  const questions = present(succeeded(addQuestions).questions, 'questions')
  const exam = {
    courseId,
    kind: 'EXAM',
    title: 'What you know of water',
    isRequired: true,
    timeLimitSeconds: examSeconds,
    attemptLimit: 1,
    resultsVisibility: 'AFTER_RELEASE',
    feedbackVisibility: 'AFTER_RELEASE',
  } as const
  const { createAssessment } = await client.execute(CreateAssessment, { input: exam })
  const assessmentId = present(succeeded(createAssessment).assessment, 'assessment').id
  const items = questions.map(({ id: questionId }) => ({ questionId }))
  const chosen = { input: { assessmentId, items } }
  succeeded((await client.execute(SetAssessmentItems, chosen)).setAssessmentItems)
  succeeded((await client.execute(PublishAssessment, { input: { assessmentId } })).publishAssessment)
  return assessmentId
}
