import {
  AddQuestions,
  CreateAssessment,
  CreateQuestionBank,
  PublishAssessment,
  SaveAnswer,
  SetAssessmentItems,
  StartAttempt,
  present,
  succeeded,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createPublishedCourse, enroll } from './harness/courses.ts'
import { startKillablePlatform, takeover } from './harness/killable-platform.ts'
import type { KillablePlatform } from './harness/killable-platform.ts'
import type { Person } from './harness/people.ts'
import { EndedAttempt, NotificationsOfViewer } from './operations.ts'

const timeout = 300_000
/** Enough for two answers on a busy machine. */
const timeLimitSeconds = 30
const graceMilliseconds = 15_000

let platform: KillablePlatform
let instructor: Person
let learner: Person
beforeAll(async () => {
  platform = await startKillablePlatform(
    async (school) => {
      instructor = await school.instructor()
      learner = await school.student('Lea Learner')
    },
    ['assessments', 'notifications'],
  )
}, timeout)
afterAll(() => platform[Symbol.asyncDispose](), timeout)

/** A published quiz of one question. */
async function createQuiz(teacher: Client, courseId: string): Promise<string> {
  const bank = await teacher.execute(CreateQuestionBank, { input: { courseId, title: 'Bank' } })
  const { id: bankId } = present(succeeded(bank.createQuestionBank).questionBank, 'question bank')
  const statement = { type: 'TRUE_FALSE', prompt: 'The Earth is round', key: { isTrue: true } } as const
  const added = await teacher.execute(AddQuestions, { input: { bankId, questions: [statement] } })
  const [question] = present(succeeded(added.addQuestions).questions, 'questions')
  const settings = { courseId, kind: 'QUIZ', title: 'Against the clock', timeLimitSeconds } as const
  const { createAssessment } = await teacher.execute(CreateAssessment, { input: settings })
  const { id: assessmentId } = present(succeeded(createAssessment).assessment, 'assessment')
  const items = [{ questionId: present(question, 'question').id }]
  const set = await teacher.execute(SetAssessmentItems, { input: { assessmentId, items } })
  succeeded(set.setAssessmentItems)
  const published = await teacher.execute(PublishAssessment, { input: { assessmentId } })
  succeeded(published.publishAssessment)
  return assessmentId
}

/** Begins an attempt and answers its question twice; the second answer is right. */
async function answerTwice(client: Client, assessmentId: string) {
  const { startAttempt } = await client.execute(StartAttempt, { input: { assessmentId } })
  const { id: attemptId, endsAt, questions } = present(succeeded(startAttempt).attempt, 'attempt')
  const questionId = present(questions[0], 'question').id
  for (const [index, option] of ['false', 'true'].entries()) {
    const input = { attemptId, questionId, clientSequence: index + 1, answer: { optionIds: [option] } }
    succeeded((await client.execute(SaveAnswer, { input })).saveAnswer)
  }
  return { attemptId, endsAt: present(endsAt, 'end') }
}

describe('kill -9 before the end of an attempt, and no start until after it', () => {
  it('hands in the answers that were acknowledged last, once', { timeout }, async () => {
    const course = await createPublishedCourse(instructor.at(platform.url), { title: 'Interrupted' })
    const assessmentId = await createQuiz(instructor.at(platform.url), course.courseId)
    await enroll(learner.at(platform.url), course)
    const { attemptId, endsAt } = await answerTwice(learner.at(platform.url), assessmentId)
    const overAt = Date.parse(endsAt) + graceMilliseconds
    expect(Date.now()).toBeLessThan(Date.parse(endsAt))
    await platform.killAndRestart(() =>
      eventually(() => expect(Date.now()).toBeGreaterThan(overAt), takeover),
    )

    const person = learner.at(platform.url)
    await eventually(async () => {
      const { attempt } = await person.execute(EndedAttempt, { id: attemptId })
      expect(attempt).toEqual({
        status: 'GRADED',
        isTimedOut: true,
        submittedAt: endsAt,
        scorePercent: '100',
        questions: [{ clientSequence: 2 }],
      })
    }, takeover)
    await platform.waitUntilDelivered()
    const { notifications } = await person.execute(NotificationsOfViewer, {})
    const told = notifications.edges.filter(({ node }) => node.type === 'ASSESSMENT_GRADED')
    expect(told).toHaveLength(1)
  })
})
