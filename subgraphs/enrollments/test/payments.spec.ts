import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { createWorld, eventually } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createEnrollmentsSubgraph } from '../src/subgraph.ts'

const enroll = /* GraphQL */ `
  mutation ($userId: ID!, $courseId: ID!) {
    createEnrollment(userId: $userId, courseId: $courseId) {
      enrollment {
        id
      }
      userErrors {
        code
      }
    }
  }
`
const cancel = /* GraphQL */ `
  mutation ($input: CancelEnrollmentInput!) {
    cancelEnrollment(input: $input) {
      userErrors {
        code
      }
    }
  }
`
const status = /* GraphQL */ `
  query ($id: ID!) {
    enrollment(id: $id) {
      status
    }
  }
`
const dayMilliseconds = 24 * 60 * 60 * 1_000

let world: World<ReturnType<typeof createEnrollmentsSubgraph>>

beforeAll(async () => {
  world = await createWorld('enrollments', (dependencies) =>
    createEnrollmentsSubgraph({ ...dependencies, holdSweepMilliseconds: 20 }),
  )
})
afterAll(() => world[Symbol.asyncDispose]())

/** A paid course that this subgraph has heard of. */
async function givenPaidCourse(capacity: number | null = null) {
  const courseId = randomUUID()
  await world.emit(courseEvent('course.updated', courseId, { capacity, version: 1 }))
  return courseId
}

function courseEvent(
  type: 'course.updated' | 'course.deleted',
  courseId: string,
  { capacity, version }: { readonly capacity: number | null; readonly version: number },
): NewEvent {
  return {
    type,
    aggregateId: courseId,
    aggregateVersion: version,
    payload: {
      courseId,
      capacity,
      slug: courseId,
      title: 'Course',
      status: 'PUBLISHED',
      price: { amountMinor: 4_900, currency: 'EUR' },
      prerequisiteIds: [],
      instructorIds: [],
    },
  }
}

async function givenWaiting(person: TestPerson, courseId: string) {
  const { data } = await person.execute(enroll, { userId: person.id, courseId })
  const enrollmentId: string = data.createEnrollment.enrollment.id
  return { person, courseId, enrollmentId, orderId: randomUUID() }
}

type Waiting = Awaited<ReturnType<typeof givenWaiting>>

function paid({ person, courseId, enrollmentId, orderId }: Waiting): NewEvent {
  return {
    type: 'payment.succeeded',
    aggregateId: orderId,
    aggregateVersion: 2,
    payload: {
      orderId,
      paymentId: randomUUID(),
      userId: person.id,
      items: [{ courseId, enrollmentId }],
      amountMinor: 4_900,
      currency: 'EUR',
    },
  }
}

function refunded({ person, courseId, enrollmentId, orderId }: Waiting): NewEvent {
  return {
    type: 'payment.refunded',
    aggregateId: orderId,
    aggregateVersion: 3,
    payload: {
      orderId,
      refundId: randomUUID(),
      userId: person.id,
      items: [{ courseId, enrollmentId }],
      amountMinor: 4_900,
      currency: 'EUR',
      isFull: true,
    },
  }
}

async function statusOf({ person, enrollmentId }: Waiting): Promise<string> {
  return (await person.execute(status, { id: enrollmentId })).data.enrollment.status
}

async function eventsOf({ enrollmentId }: Waiting) {
  return (await world.said()).filter(({ aggregateId }) => aggregateId === enrollmentId)
}

async function letHoldExpire(waiting: Waiting) {
  world.clock.advance(8 * dayMilliseconds)
  await eventually(async () => expect(await statusOf(waiting)).toBe('CANCELLED'))
  world.clock.advance(-8 * dayMilliseconds)
}

describe('a payment', () => {
  it('begins the enrolment that waits for it; one more payment for it is refused and ends nothing', async () => {
    const waiting = await givenWaiting(world.person(), await givenPaidCourse(1))
    const secondOrderId = randomUUID()
    await world.emit(paid(waiting))
    await world.emit(paid({ ...waiting, orderId: secondOrderId }))
    expect(await statusOf(waiting)).toBe('ACTIVE')
    const [created, activated, refused] = await eventsOf(waiting)
    expect([created?.type, activated?.type]).toEqual(['enrollment.created', 'enrollment.activated'])
    expect(refused).toMatchObject({
      type: 'enrollment.activation_refused',
      payload: { orderId: secondOrderId, reason: 'ALREADY_ACTIVE' },
    })
  })

  it('is refused for an enrolment that was cancelled, and the reason is said', async () => {
    const waiting = await givenWaiting(world.person(), await givenPaidCourse())
    await waiting.person.execute(cancel, { input: { enrollmentId: waiting.enrollmentId } })
    await world.emit(paid(waiting))
    expect(await statusOf(waiting)).toBe('CANCELLED')
    expect((await eventsOf(waiting)).at(-1)).toMatchObject({
      type: 'enrollment.activation_refused',
      payload: { orderId: waiting.orderId, enrollmentId: waiting.enrollmentId, reason: 'CANCELLED' },
    })
  })

  it('is refused for a course that was deleted', async () => {
    const courseId = await givenPaidCourse()
    const waiting = await givenWaiting(world.person(), courseId)
    await world.emit(courseEvent('course.deleted', courseId, { capacity: null, version: 2 }))
    await world.emit(paid(waiting))
    expect((await eventsOf(waiting)).at(-1)?.payload).toMatchObject({ reason: 'COURSE_GONE' })
  })

  it('takes a seat again when the hold expired while it was under way and one is free', async () => {
    const courseId = await givenPaidCourse(1)
    const waiting = await givenWaiting(world.person(), courseId)
    await letHoldExpire(waiting)
    await world.emit(paid(waiting))
    expect(await statusOf(waiting)).toBe('ACTIVE')
    const latecomer = world.person()
    const { data } = await latecomer.execute(enroll, { userId: latecomer.id, courseId })
    expect(data.createEnrollment.userErrors).toEqual([{ code: 'COURSE_FULL' }])
  })

  it('is refused when the hold expired and somebody else took the last seat', async () => {
    const courseId = await givenPaidCourse(1)
    const waiting = await givenWaiting(world.person(), courseId)
    await letHoldExpire(waiting)
    const other = await givenWaiting(world.person(), courseId)
    await world.emit(paid(waiting), paid(other))
    expect(await statusOf(waiting)).toBe('CANCELLED')
    expect(await statusOf(other)).toBe('ACTIVE')
    expect((await eventsOf(waiting)).at(-1)?.payload).toMatchObject({ reason: 'SEAT_GONE' })
  })
})

describe('a refund', () => {
  it('ends access and frees the seat', async () => {
    const courseId = await givenPaidCourse(1)
    const waiting = await givenWaiting(world.person(), courseId)
    await world.emit(paid(waiting))
    await world.emit(refunded(waiting))
    expect(await statusOf(waiting)).toBe('CANCELLED')
    await givenWaiting(world.person(), courseId)
  })

  it('wins over its payment when it is heard of first', async () => {
    const waiting = await givenWaiting(world.person(), await givenPaidCourse())
    await world.emit(refunded(waiting))
    await world.emit(paid(waiting))
    expect(await statusOf(waiting)).toBe('CANCELLED')
  })
})
