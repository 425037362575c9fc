import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import * as operations from './operations.ts'
import { createSchool } from './school.ts'
import type { AnswerData, School } from './school.ts'

let school: School

beforeAll(async () => {
  school = await createSchool({ sweepMilliseconds: 30 })
})
afterAll(() => school[Symbol.asyncDispose]())

function times<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => act(index)))
}

async function givenQuiz(settings: object = {}) {
  const course = await school.givenCourse()
  return { ...course, ...(await school.givenQuiz(course, { settings })) }
}

async function saidAbout(type: 'attempt.submitted' | 'attempt.graded', id: string) {
  return (await school.world.said(type)).filter(({ aggregateId }) => aggregateId === id)
}

describe('a hundred clicks at once', () => {
  it('begin one attempt', async () => {
    const { assessmentId, learner } = await givenQuiz()
    const answers = await times(100, () => school.send(learner, operations.startAttempt, { assessmentId }))
    const ids = answers.map(({ attempt, userErrors }: AnswerData) => attempt?.id ?? userErrors)
    expect(new Set(ids).size).toBe(1)
    const { data } = await learner.execute(operations.assessment, { id: assessmentId })
    expect(data.assessment.viewerAttempts).toEqual([{ id: ids[0] }])
  })

  it('begin one attempt where only one is allowed', async () => {
    const { assessmentId, learner } = await givenQuiz({ attemptLimit: 1 })
    const answers = await times(100, () => school.send(learner, operations.startAttempt, { assessmentId }))
    expect(answers.flatMap(({ userErrors }: AnswerData) => userErrors)).toEqual([])
    expect(new Set(answers.map(({ attempt }: AnswerData) => attempt.id)).size).toBe(1)
  })

  it('end an attempt once', async () => {
    const { assessmentId, learner } = await givenQuiz()
    const { id } = await school.start(learner, assessmentId)
    const answers = await times(100, () => school.submit(learner, id))
    for (const answer of answers) {
      expect(answer).toMatchObject({ attempt: { status: 'GRADED', score: '0' }, userErrors: [] })
    }
    expect(await saidAbout('attempt.submitted', id)).toHaveLength(1)
    expect(await saidAbout('attempt.graded', id)).toHaveLength(1)
  })

  it('end it once while answers come and the sweeper ends it too', async () => {
    const { assessmentId, learner } = await givenQuiz({ timeLimitSeconds: 60 })
    const attempt = await school.start(learner, assessmentId)
    const { id } = attempt
    const save = (clientSequence: number) =>
      school.save(learner, {
        attemptId: id,
        questionId: attempt.questions[0].id,
        clientSequence,
        answer: { optionIds: [clientSequence % 2 === 0 ? 'true' : 'false'] },
      })
    await save(1)
    const freezing = school.freeze(new Date(Date.parse(attempt.endsAt) + 15_001))
    const [saves] = await Promise.all([
      times(50, (index) => save(index + 2)),
      times(50, () => school.submit(learner, id)),
      freezing,
    ])
    await school.unfreeze()
    const acknowledged = saves.flatMap(({ receipt }: AnswerData) => receipt?.clientSequence ?? [])
    const seen = await school.see(learner, id)
    expect(seen.status).toBe('GRADED')
    const { clientSequence } = seen.questions[0]
    expect(clientSequence).toBe(Math.max(1, ...acknowledged))
    expect(seen.score).toBe(clientSequence % 2 === 0 ? '1' : '0')
    expect(await saidAbout('attempt.submitted', id)).toHaveLength(1)
    expect(await saidAbout('attempt.graded', id)).toHaveLength(1)
  })
})
