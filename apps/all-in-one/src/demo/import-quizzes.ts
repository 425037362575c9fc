import { readFile } from 'node:fs/promises'

import {
  AddQuestions,
  CreateAssessment,
  CreateQuestionBank,
  PublishAssessment,
  SetAssessmentItems,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'
import { z } from 'zod'

export interface QuizImport {
  readonly courseId: string
  /** For each lesson, in the order of the course, the module that it belongs to. */
  readonly moduleIdsOfLessons: readonly string[]
  /** `quizzes.en.json` of the course. */
  readonly file: string
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

/**
 * Makes a pre- and a post-lecture quiz of every lesson of the demo course. They do not count in the grade and may be taken any
 * number of times.
 */
export async function importQuizzes(
  instructor: Client,
  { courseId, moduleIdsOfLessons, file }: QuizImport,
): Promise<void> {
  const courses = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  const input = { courseId, title: 'Quizzes of the lessons' }
  const { createQuestionBank } = await instructor.execute(CreateQuestionBank, { input })
  const bankId = present(succeeded(createQuestionBank).questionBank, 'questionBank').id
  for (const quiz of courses.flatMap(({ quizzes }) => quizzes)) {
    const moduleId = moduleIdsOfLessons[lessonOf(quiz) - 1]
    if (moduleId === undefined) throw new Error(`There is no module for the quiz ${quiz.title}`)
    await importQuiz(instructor, quiz, { courseId, moduleId, bankId })
  }
}

async function importQuiz(
  instructor: Client,
  { title, quiz }: Quiz,
  { bankId, ...place }: { readonly courseId: string; readonly moduleId: string; readonly bankId: string },
): Promise<void> {
  const questions = quiz.map(({ questionText, answerOptions }) => ({
    type: 'SINGLE_CHOICE' as const,
    prompt: questionText,
    key: { choices: answerOptions.map(({ answerText: text, isCorrect }) => ({ text, isCorrect })) },
  }))
  const { addQuestions } = await instructor.execute(AddQuestions, { input: { bankId, questions } })
  const added = present(succeeded(addQuestions).questions, 'questions')
  const assessment = { ...place, kind: 'QUIZ', title, weight: '0' } as const
  const { createAssessment } = await instructor.execute(CreateAssessment, { input: assessment })
  const assessmentId = present(succeeded(createAssessment).assessment, 'assessment').id
  const items = added.map(({ id: questionId }) => ({ questionId }))
  succeeded(
    (await instructor.execute(SetAssessmentItems, { input: { assessmentId, items } })).setAssessmentItems,
  )
  succeeded((await instructor.execute(PublishAssessment, { input: { assessmentId } })).publishAssessment)
}

/** `Lesson 7 - Automated plant watering: Pre-Lecture Quiz` is of lesson 7. */
function lessonOf({ title }: Quiz): number {
  const [, number] = /^Lesson (\d+) - /.exec(title) ?? []
  if (number === undefined) throw new Error(`The quiz ${title} names no lesson`)
  return Number(number)
}
