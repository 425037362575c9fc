import type { TestPerson } from '@lyceum/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import * as operations from './operations.ts'
import { createSchool } from './school.ts'
import type { School } from './school.ts'

let school: School

beforeAll(async () => {
  school = await createSchool()
})
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  await school.unfreeze()
})
afterAll(() => school[Symbol.asyncDispose]())

const hour = 3_600_000

function after(time: string, milliseconds: number): Date {
  return new Date(Date.parse(time) + milliseconds)
}

async function codesOf(person: TestPerson, operation: string, input: object): Promise<unknown[] | undefined> {
  const { errors } = await person.execute(operation, { input })
  return errors?.map(({ extensions }) => extensions?.['code'])
}

describe('a clock other than the database’s', () => {
  it.each([
    { what: 'slow', hours: -3 },
    { what: 'fast', hours: 3 },
  ])('has no influence on the end of an attempt when it is $what', async ({ hours }) => {
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course, { settings: { timeLimitSeconds: 60 } })
    const now = '2026-11-02T10:00:00.000Z'
    await school.freeze(new Date(now))
    vi.useFakeTimers({ toFake: ['Date'], now: after(now, hours * hour) })
    const attempt = await school.start(course.learner, assessmentId)
    expect(attempt).toMatchObject({ startedAt: now, endsAt: '2026-11-02T10:01:00.000Z' })
    const save = (clientSequence: number) =>
      school.save(course.learner, {
        attemptId: attempt.id,
        questionId: attempt.questions[0].id,
        clientSequence,
        answer: { optionIds: ['true'] },
      })
    await school.freeze(after(now, 75_000))
    expect(await save(1)).toMatchObject({ receipt: { isLate: true } })
    await school.freeze(after(now, 75_001))
    expect((await save(2)).userErrors).toMatchObject([{ code: 'ATTEMPT_OVER' }])
    const { attempt: ended } = await school.submit(course.learner, attempt.id)
    expect(ended).toMatchObject({ status: 'GRADED', score: '1' })
  })

  it('cannot be sent along: what a learner sends has no times', async () => {
    const { learner } = await school.givenCourse()
    const id = '0198c0de-0000-7000-8000-000000000000'
    const savedAt = '2020-01-01T00:00:00.000Z'
    const answer = { attemptId: id, questionId: id, clientSequence: 1, answer: { text: 'Late' } }
    expect(await codesOf(learner, operations.saveAnswer, { ...answer, savedAt })).toEqual(['BAD_USER_INPUT'])
    const started = { assessmentId: id, startedAt: savedAt }
    expect(await codesOf(learner, operations.startAttempt, started)).toEqual(['BAD_USER_INPUT'])
    const submitted = { attemptId: id, submittedAt: savedAt }
    expect(await codesOf(learner, operations.submitAttempt, submitted)).toEqual(['BAD_USER_INPUT'])
    const handedIn = { assessmentId: id, text: 'Late', submittedAt: savedAt }
    expect(await codesOf(learner, operations.submitAssignment, handedIn)).toEqual(['BAD_USER_INPUT'])
  })
})

describe('a change to or from daylight saving time', () => {
  // Berlin leaves it at 01:00 UTC of 25 October, when 03:00 becomes 02:00.
  it.each(['Europe/Berlin', 'America/New_York', 'Pacific/Apia'])(
    'makes no day of lateness longer or shorter for a server in %s',
    async (zone) => {
      vi.stubEnv('TZ', zone)
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
      const settings = {
        dueAt: '2026-10-24T12:00:00+02:00',
        lateEndsAt: '2026-10-27T12:00:00+01:00',
        latePenaltyPercentPerDay: '10',
      }
      const { learner, handIn } = await school.givenAssignment(settings)
      const lateDaysAt = async (time: Date) => {
        await school.freeze(time)
        const { submission, userErrors } = await handIn(learner, 'Work')
        return submission?.lateDays ?? userErrors[0].code
      }
      const dueAt = '2026-10-24T10:00:00.000Z'
      expect(await lateDaysAt(after(dueAt, 0))).toBe(0)
      expect(await lateDaysAt(after(dueAt, 1))).toBe(1)
      expect(await lateDaysAt(after(dueAt, 24 * hour))).toBe(1)
      expect(await lateDaysAt(after(dueAt, 24 * hour + 1))).toBe(2)
      expect(await lateDaysAt(after('2026-10-27T11:00:00.000Z', 0))).toBe(4)
      expect(await lateDaysAt(after('2026-10-27T11:00:00.000Z', 1))).toBe('ASSESSMENT_CLOSED')
    },
  )

  it('gives an attempt no hour more', async () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course, { settings: { timeLimitSeconds: 5_400 } })
    await school.freeze(new Date('2026-10-25T00:30:00.000Z'))
    const attempt = await school.start(course.learner, assessmentId)
    expect(attempt.endsAt).toBe('2026-10-25T02:00:00.000Z')
  })
})
