import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import * as operations from './operations.ts'
import { createSchool } from './school.ts'
import type { AnswerData, School } from './school.ts'

let school: School

beforeAll(async () => {
  school = await createSchool({ sweepMilliseconds: 30 })
})
beforeEach(() => school.unfreeze())
afterAll(() => school[Symbol.asyncDispose]())

async function givenRunningAttempt(settings: object = { timeLimitSeconds: 60 }) {
  const course = await school.givenCourse()
  const quiz = await school.givenQuiz(course, { settings })
  const attempt = await school.start(course.learner, quiz.assessmentId)
  const questionId: string = attempt.questions[0].id
  const save = (clientSequence: number, option = 'true') =>
    school.save(course.learner, {
      attemptId: attempt.id,
      questionId,
      clientSequence,
      answer: { optionIds: [option] },
    })
  return { ...course, ...quiz, attempt, questionId, save, endsAt: new Date(attempt.endsAt) }
}

function after(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds)
}

describe('the end of an attempt', () => {
  it.each([
    { offset: -1, isTaken: true, isLate: false },
    { offset: 0, isTaken: true, isLate: false },
    { offset: 1, isTaken: true, isLate: true },
    { offset: 15_000, isTaken: true, isLate: true },
    { offset: 15_001, isTaken: false, isLate: false },
  ])(
    'at end $offset ms: an answer is taken: $isTaken, late: $isLate',
    async ({ offset, isTaken, isLate }) => {
      const { save, endsAt } = await givenRunningAttempt()
      await school.freeze(after(endsAt, offset))
      const saved = await save(1)
      if (isTaken) {
        expect(saved).toEqual({ receipt: { clientSequence: 1, isLate }, userErrors: [] })
      } else {
        expect(saved.userErrors).toEqual([{ code: 'ATTEMPT_OVER', path: ['input', 'attemptId'] }])
      }
    },
  )

  it('is fixed by the time limit', async () => {
    const { attempt } = await givenRunningAttempt({ timeLimitSeconds: 60 })
    expect(Date.parse(attempt.endsAt) - Date.parse(attempt.startedAt)).toBe(60_000)
  })

  it('is never past the due time', async () => {
    const dueAt = after(new Date(), 3_600_000)
    const { attempt } = await givenRunningAttempt({ timeLimitSeconds: 7_200, dueAt: dueAt.toISOString() })
    expect(new Date(attempt.endsAt)).toEqual(dueAt)
  })

  it('stays when the settings change', async () => {
    const { attempt, teacher, learner, assessmentId } = await givenRunningAttempt()
    const settings = { title: 'Quiz', timeLimitSeconds: 10 }
    await school.send(teacher, operations.reviseAssessment, { assessmentId, settings })
    expect(await school.see(learner, attempt.id)).toMatchObject({ endsAt: attempt.endsAt })
  })

  it('hands in the answers that were acknowledged last, also when nothing ran at that moment', async () => {
    const { attempt, learner, save, endsAt } = await givenRunningAttempt()
    await save(1, 'false')
    await save(2, 'true')
    await school.freeze(after(endsAt, 3_600_000))
    await eventually(async () => {
      expect(await school.see(learner, attempt.id)).toMatchObject({
        status: 'GRADED',
        isTimedOut: true,
        submittedAt: attempt.endsAt,
        score: '1',
      })
    })
  })

  it('waits for the whole grace', async () => {
    const { attempt, learner, save, endsAt } = await givenRunningAttempt()
    await school.freeze(after(endsAt, 15_000))
    await save(1)
    expect(await school.see(learner, attempt.id)).toMatchObject({ status: 'IN_PROGRESS' })
  })

  it('moves when more time is granted while the attempt runs', async () => {
    const { attempt, teacher, learner, assessmentId, save, endsAt } = await givenRunningAttempt()
    const input = { assessmentId, userId: learner.id, extraSeconds: 30, reason: 'Dyslexia' }
    const granted = await school.send(teacher, operations.grantExtraTime, input)
    expect(granted.runningAttempt).toEqual({ id: attempt.id, endsAt: after(endsAt, 30_000).toISOString() })
    await school.freeze(after(endsAt, 30_000))
    expect(await save(1)).toMatchObject({ receipt: { isLate: false } })
  })

  it('counts time that was granted before', async () => {
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course, { settings: { timeLimitSeconds: 60 } })
    const input = { assessmentId, userId: course.learner.id, extraSeconds: 30, reason: 'Dyslexia' }
    await school.send(course.teacher, operations.grantExtraTime, input)
    const attempt = await school.start(course.learner, assessmentId)
    expect(Date.parse(attempt.endsAt) - Date.parse(attempt.startedAt)).toBe(90_000)
  })
})

describe('saveAnswer', () => {
  it('never lets an older answer overwrite a newer one', async () => {
    const { attempt, learner, save } = await givenRunningAttempt()
    await save(2, 'true')
    expect(await save(1, 'false')).toMatchObject({ receipt: { clientSequence: 2 }, userErrors: [] })
    const { questions } = await school.see(learner, attempt.id)
    expect(questions[0]).toMatchObject({ clientSequence: 2, answer: { chosen: ['true'] } })
  })

  it('keeps the highest of many that arrive at once', async () => {
    const { attempt, learner, save } = await givenRunningAttempt()
    await Promise.all([5, 3, 9, 1, 7].map((sequence) => save(sequence, sequence === 9 ? 'true' : 'false')))
    const { questions } = await school.see(learner, attempt.id)
    expect(questions[0]).toMatchObject({ clientSequence: 9, answer: { chosen: ['true'] } })
  })

  it('refuses what is no answer to the question', async () => {
    const { save } = await givenRunningAttempt()
    expect((await save(1, 'maybe')).userErrors).toEqual([
      { code: 'UNSUITABLE_ANSWER', path: ['input', 'answer'] },
    ])
  })

  it('takes nothing from anybody else', async () => {
    const { attempt, questionId, teacher } = await givenRunningAttempt()
    const input = { attemptId: attempt.id, questionId, clientSequence: 1, answer: { optionIds: ['true'] } }
    expect(await school.save(teacher, input)).toEqual({ errors: ['NOT_FOUND'] })
  })
})

describe('submitAttempt', () => {
  it('ends an attempt once, however often it is sent, and grades the last acknowledged answer', async () => {
    const { attempt, learner, save } = await givenRunningAttempt()
    const saves = Array.from({ length: 8 }, (_, index) => save(index + 1, index % 2 === 0 ? 'false' : 'true'))
    const submits = Array.from({ length: 5 }, () => school.submit(learner, attempt.id))
    const answers = await Promise.all(saves)
    await Promise.all(submits)
    const acknowledged = answers.flatMap(({ receipt }: AnswerData) => receipt?.clientSequence ?? 0)
    const seen = await school.see(learner, attempt.id)
    expect(seen.status).toBe('GRADED')
    expect(seen.questions[0].clientSequence).toBe(Math.max(0, ...acknowledged))
    const isRight = seen.questions[0].answer?.chosen[0] === 'true'
    expect(seen.score).toBe(isRight ? '1' : '0')
    const said = await school.world.said('attempt.submitted')
    expect(said.filter(({ aggregateId }) => aggregateId === attempt.id)).toHaveLength(1)
  })

  it('races the sweeper to one end', async () => {
    const { attempt, learner, save, endsAt } = await givenRunningAttempt()
    await save(1)
    await school.freeze(after(endsAt, 15_001))
    await Promise.all(Array.from({ length: 5 }, () => school.submit(learner, attempt.id)))
    expect(await school.see(learner, attempt.id)).toMatchObject({
      status: 'GRADED',
      submittedAt: attempt.endsAt,
    })
    const said = await school.world.said('attempt.submitted')
    expect(said.filter(({ aggregateId }) => aggregateId === attempt.id)).toHaveLength(1)
  })

  it('lets no answer in afterwards', async () => {
    const { attempt, learner, save } = await givenRunningAttempt()
    await school.submit(learner, attempt.id)
    expect((await save(1)).userErrors).toMatchObject([{ code: 'ATTEMPT_OVER' }])
  })
})
