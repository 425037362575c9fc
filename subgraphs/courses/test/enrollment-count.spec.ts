import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { FindCourse } from './operations.ts'
import { shareSchool } from './school.ts'

const school = shareSchool()

type Status = 'PENDING_PAYMENT' | 'ACTIVE' | 'COMPLETED' | 'CANCELLED'

const types = {
  PENDING_PAYMENT: 'enrollment.created',
  ACTIVE: 'enrollment.activated',
  COMPLETED: 'enrollment.completed',
  CANCELLED: 'enrollment.cancelled',
} as const

function enrollmentEvent(
  courseId: string,
  enrollmentId: string,
  [status, version]: readonly [Status, number],
) {
  return {
    type: types[status],
    aggregateId: enrollmentId,
    aggregateVersion: version,
    payload: { enrollmentId, userId: randomUUID(), courseId, status, progressPercent: 0 },
  }
}

async function countLearners(courseId: string): Promise<number> {
  const { data } = await school().ada.execute(FindCourse, { id: courseId })
  return data.course.enrollmentCount
}

describe('enrollmentCount', () => {
  it.each<[string, readonly (readonly [Status, number])[], number]>([
    ['who waits for a payment is not counted', [['PENDING_PAYMENT', 1]], 0],
    [
      'who pays is counted',
      [
        ['PENDING_PAYMENT', 1],
        ['ACTIVE', 2],
      ],
      1,
    ],
    [
      'who completes is counted once',
      [
        ['ACTIVE', 1],
        ['COMPLETED', 2],
      ],
      1,
    ],
    [
      'who leaves is no longer counted',
      [
        ['ACTIVE', 1],
        ['CANCELLED', 2],
      ],
      0,
    ],
    [
      'an older state changes nothing',
      [
        ['CANCELLED', 2],
        ['ACTIVE', 1],
      ],
      0,
    ],
    [
      'the same state twice counts once',
      [
        ['ACTIVE', 1],
        ['ACTIVE', 1],
      ],
      1,
    ],
  ])('%s', async (_rule, states, expected) => {
    const { createDraft, world } = school()
    const courseId = await createDraft()
    const enrollmentId = randomUUID()
    for (const state of states) await world.emit(enrollmentEvent(courseId, enrollmentId, state))
    expect(await countLearners(courseId)).toBe(expected)
  })

  it('counts everybody of many at once, and leaves the version alone', async () => {
    const { createDraft, world } = school()
    const courseId = await createDraft()
    const events = Array.from({ length: 10 }, () => enrollmentEvent(courseId, randomUUID(), ['ACTIVE', 1]))
    await world.emit(...events)
    expect(await countLearners(courseId)).toBe(10)
    const said = await world.said('course.updated')
    expect(said.filter(({ aggregateId }) => aggregateId === courseId)).toHaveLength(1)
  })
})
