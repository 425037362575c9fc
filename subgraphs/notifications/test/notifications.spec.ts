import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { toCursor } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { Answer, TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNotificationsSubgraph } from '../src/subgraph.ts'

const subscription = /* GraphQL */ `
  subscription ($after: String) {
    notificationReceived(after: $after) {
      id
      type
      detail
      cursor
      subject {
        __typename
        ... on Course {
          id
        }
        ... on Enrollment {
          id
        }
        ... on MediaAsset {
          id
        }
      }
    }
  }
`
const inbox = /* GraphQL */ `
  query ($first: Int, $after: String, $unreadOnly: Boolean) {
    unreadNotificationCount
    notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
      edges {
        cursor
        node {
          id
          type
          detail
          readAt
          cursor
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`
const markRead = /* GraphQL */ `
  mutation ($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) {
      unreadCount
      userErrors {
        code
        path
      }
    }
  }
`

let world: World<ReturnType<typeof createNotificationsSubgraph>>

beforeAll(async () => {
  world = await createWorld('notifications', createNotificationsSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

function roleGranted(
  person: TestPerson,
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMINISTRATOR' = 'INSTRUCTOR',
): NewEvent {
  return {
    type: 'user.role_granted',
    aggregateId: person.id,
    aggregateVersion: 1,
    payload: { userId: person.id, role, grantedBy: null },
  }
}

function enrollment(
  person: TestPerson,
  courseId: string,
  change: {
    type?: 'enrollment.activated' | 'enrollment.cancelled' | 'enrollment.completed'
    id?: string
    version?: number
  } = {},
): NewEvent {
  const { type = 'enrollment.activated', id = randomUUID(), version = 1 } = change
  const status = {
    'enrollment.activated': 'ACTIVE',
    'enrollment.cancelled': 'CANCELLED',
    'enrollment.completed': 'COMPLETED',
  } as const
  return {
    type,
    aggregateId: id,
    aggregateVersion: version,
    payload: { enrollmentId: id, userId: person.id, courseId, status: status[type], progressPercent: 0 },
  }
}

function coursePublished(courseId: string, instructorIds: string[] = []): NewEvent {
  return {
    type: 'course.published',
    aggregateId: courseId,
    aggregateVersion: 2,
    payload: {
      courseId,
      slug: 'iot',
      title: 'IoT',
      status: 'PUBLISHED',
      price: null,
      capacity: null,
      prerequisiteIds: [],
      instructorIds,
    },
  }
}

function follow(
  person: TestPerson,
  subjectId: string,
  change: { subject?: 'COURSE' | 'INSTRUCTOR'; isFollowing?: boolean; version?: number } = {},
): NewEvent {
  const { subject = 'COURSE', isFollowing = true, version = 1 } = change
  return {
    type: 'follow.changed',
    aggregateId: `${person.id}:${subjectId}`,
    aggregateVersion: version,
    payload: { userId: person.id, subject, subjectId, isFollowing },
  }
}

function assessmentPublished(courseId: string, assessmentId: string, version: number): NewEvent {
  return {
    type: 'assessment.published',
    aggregateId: assessmentId,
    aggregateVersion: version,
    payload: {
      assessmentId,
      courseId,
      moduleId: null,
      title: 'Exam',
      kind: 'EXAM',
      isRequired: true,
      opensAt: null,
      dueAt: null,
    },
  }
}

async function typesOf(person: TestPerson): Promise<string[]> {
  const { data } = await person.execute(inbox, { first: 100 })
  return data.notifications.edges.map(({ node }: { node: { type: string } }) => node.type)
}

async function take(events: AsyncIterator<Answer>, count: number) {
  const taken = []
  while (taken.length < count) {
    const { value } = await events.next()
    taken.push(value.data.notificationReceived)
  }
  return taken
}

describe('what people hear of', () => {
  it('tells followers of a course or of its instructor, and enrolled learners, once each, that it is published', async () => {
    const [courseFollower, instructorFollower] = [world.person(), world.person()]
    const [learner, both, stranger] = [world.person(), world.person(), world.person()]
    const [courseId, instructorId] = [randomUUID(), randomUUID()]
    await world.emit(
      follow(courseFollower, courseId),
      follow(instructorFollower, instructorId, { subject: 'INSTRUCTOR' }),
      enrollment(learner, courseId),
      follow(both, courseId),
      enrollment(both, courseId),
    )
    await world.emit(coursePublished(courseId, [instructorId]))
    expect(await typesOf(courseFollower)).toEqual(['COURSE_PUBLISHED'])
    expect(await typesOf(instructorFollower)).toEqual(['COURSE_PUBLISHED'])
    expect(await typesOf(learner)).toEqual(['COURSE_PUBLISHED', 'ENROLLMENT_ACTIVATED'])
    expect(await typesOf(both)).toEqual(['COURSE_PUBLISHED', 'ENROLLMENT_ACTIVATED'])
    expect(await typesOf(stranger)).toEqual([])
  })

  it('forgets who stopped following or cancelled, also when the news arrive in the wrong order', async () => {
    const [unfollower, leaver] = [world.person(), world.person()]
    const courseId = randomUUID()
    const id = randomUUID()
    await world.emit(follow(unfollower, courseId, { isFollowing: false, version: 2 }))
    await world.emit(follow(unfollower, courseId, { version: 1 }))
    await world.emit(enrollment(leaver, courseId, { type: 'enrollment.cancelled', id, version: 2 }))
    await world.emit(enrollment(leaver, courseId, { id, version: 1 }))
    await world.emit(coursePublished(courseId))
    expect(await typesOf(unfollower)).toEqual([])
    expect(await typesOf(leaver)).toEqual(['ENROLLMENT_ACTIVATED'])
  })

  it('tells learners of an assessment once, however often it changes, and again when it is due soon', async () => {
    const [learner, stranger] = [world.person(), world.person()]
    const [courseId, assessmentId] = [randomUUID(), randomUUID()]
    await world.emit(enrollment(learner, courseId))
    await world.emit(
      assessmentPublished(courseId, assessmentId, 1),
      assessmentPublished(courseId, assessmentId, 2),
    )
    await world.emit({
      type: 'assessment.due_soon',
      aggregateId: assessmentId,
      aggregateVersion: 3,
      payload: { assessmentId, courseId, title: 'Exam', dueAt: new Date().toISOString() },
    })
    expect(await typesOf(learner)).toEqual([
      'ASSESSMENT_DUE_SOON',
      'ASSESSMENT_PUBLISHED',
      'ENROLLMENT_ACTIVATED',
    ])
    expect(await typesOf(stranger)).toEqual([])
  })

  it('tells a learner their result, again when a regrade changes it', async () => {
    const learner = world.person()
    const [courseId, assessmentId, attemptId] = [randomUUID(), randomUUID(), randomUUID()]
    const graded = (scorePercent: string, aggregateVersion: number): NewEvent => ({
      type: 'attempt.graded',
      aggregateId: attemptId,
      aggregateVersion,
      payload: {
        attemptId,
        assessmentId,
        courseId,
        userId: learner.id,
        title: 'Exam',
        scorePercent,
        isPassed: true,
        isRequired: true,
        gradedAt: new Date().toISOString(),
      },
    })
    await world.emit(graded('50', 1))
    await world.emit(graded('75', 2))
    const { data } = await learner.execute(inbox)
    const details = data.notifications.edges.map(({ node }: { node: { detail: string } }) => node.detail)
    expect(details).toEqual(['75', '50'])
  })

  it('tells a buyer of payment, failure and refund, and a graduate of the certificate', async () => {
    const person = world.person()
    const [orderId, certificateId, courseId] = [randomUUID(), randomUUID(), randomUUID()]
    const order = { orderId, userId: person.id }
    const money = { items: [], amountMinor: 4_900, currency: 'EUR' }
    const certificate = { certificateId, userId: person.id, courseId }
    const events: readonly NewEvent[] = [
      {
        type: 'payment.failed',
        aggregateId: orderId,
        aggregateVersion: 1,
        payload: { ...order, reason: 'DECLINED' },
      },
      {
        type: 'payment.succeeded',
        aggregateId: orderId,
        aggregateVersion: 2,
        payload: { ...order, ...money, paymentId: 'p' },
      },
      {
        type: 'certificate.issued',
        aggregateId: certificateId,
        aggregateVersion: 1,
        payload: { ...certificate, code: 'c', serial: '2026-000001' },
      },
      {
        type: 'payment.refunded',
        aggregateId: orderId,
        aggregateVersion: 3,
        payload: { ...order, ...money, refundId: 'r', isFull: true },
      },
      {
        type: 'certificate.revoked',
        aggregateId: certificateId,
        aggregateVersion: 2,
        payload: { ...certificate, reason: 'Refunded' },
      },
    ]
    for (const event of events) await world.emit(event)
    expect(await typesOf(person)).toEqual([
      'CERTIFICATE_REVOKED',
      'PAYMENT_REFUNDED',
      'CERTIFICATE_ISSUED',
      'PAYMENT_SUCCEEDED',
      'PAYMENT_FAILED',
    ])
  })

  it('tells the uploader why a file could not be processed', async () => {
    const uploader = world.person()
    const assetId = randomUUID()
    await world.emit({
      type: 'media.failed',
      aggregateId: assetId,
      aggregateVersion: 2,
      payload: {
        assetId,
        ownerId: uploader.id,
        kind: 'VIDEO',
        filename: 'a.mp4',
        reason: 'CORRUPT_MEDIA',
        message: 'The file is damaged',
      },
    })
    const { data } = await uploader.execute(inbox)
    expect(data.notifications.edges[0].node).toMatchObject({
      type: 'MEDIA_FAILED',
      detail: 'The file is damaged',
    })
  })
})

describe('notificationReceived', () => {
  it('replays what came after the cursor, then goes on live, without a gap or a double', async () => {
    const person = world.person()
    await world.emit(roleGranted(person), roleGranted(person))
    const { data } = await person.execute(inbox)
    const oldest = data.notifications.edges.at(-1).node
    const events = await person.subscribe(subscription, { after: oldest.cursor })
    const [replayed] = await take(events, 1)
    await world.emit(...Array.from({ length: 20 }, () => roleGranted(person)))
    const received = [replayed, ...(await take(events, 20))]
    await events.return?.()
    const stored = await person.execute(inbox, { first: 100 })
    expect(received.map(({ id }) => id)).toEqual(
      stored.data.notifications.edges
        .map(({ node }: { node: { id: string } }) => node.id)
        .reverse()
        .slice(1),
    )
  })

  it('misses nothing between the cursor of an empty feed and the subscription', async () => {
    const person = world.person()
    const { data } = await person.execute('{ notificationCursor }')
    await world.emit(roleGranted(person))
    const events = await person.subscribe(subscription, { after: data.notificationCursor })
    expect(await take(events, 1)).toMatchObject([{ type: 'ROLE_GRANTED' }])
    await events.return?.()
  })

  it('begins with the next one when no cursor is given', async () => {
    const person = world.person()
    await world.emit(roleGranted(person, 'STUDENT'))
    const events = await person.subscribe(subscription)
    const next = take(events, 1)
    await world.emit(roleGranted(person, 'INSTRUCTOR'))
    expect(await next).toEqual([
      {
        id: expect.any(String),
        type: 'ROLE_GRANTED',
        detail: 'INSTRUCTOR',
        cursor: expect.any(String),
        subject: null,
      },
    ])
    await events.return?.()
  })

  it('refers to the thing it is about', async () => {
    const person = world.person()
    const [courseId, id] = [randomUUID(), randomUUID()]
    const events = await person.subscribe(subscription)
    await world.emit(enrollment(person, courseId, { id }))
    await world.emit(enrollment(person, courseId, { type: 'enrollment.completed', id, version: 2 }))
    expect(await take(events, 2)).toMatchObject([
      { type: 'ENROLLMENT_ACTIVATED', subject: { __typename: 'Enrollment', id } },
      { type: 'COURSE_COMPLETED', subject: { __typename: 'Course', id: courseId } },
    ])
    await events.return?.()
  })

  it('ends at once when the subscriber leaves, also while nothing comes', async () => {
    const events = await world.person().subscribe(subscription)
    const pending = events.next()
    await events.return?.()
    expect(await pending).toEqual({ done: true, value: undefined })
  })

  it('numbers what 50 parallel events say to one person without a gap', async () => {
    const person = world.person()
    await world.emit(...Array.from({ length: 50 }, () => roleGranted(person)))
    const { rows } = await world.dependencies.pool.query(
      'SELECT sequence::int FROM notifications.notification WHERE user_id = $1 ORDER BY sequence',
      [person.id],
    )
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  it('is refused to who is not signed in, and with a cursor we did not write', async () => {
    const code = (error: AggregateError) => error.errors[0].extensions.code
    await expect(world.anonymous.subscribe(subscription).catch(code)).resolves.toBe('UNAUTHENTICATED')
    await expect(world.person().subscribe(subscription, { after: '?' }).catch(code)).resolves.toBe(
      'BAD_USER_INPUT',
    )
  })
})

describe('notifications and markNotificationsRead', () => {
  it.each(['zzz', '-1', '1.5', '9'.repeat(30)])('refuse a made-up cursor of %s', async (sequence) => {
    const { errors } = await world.person().execute(inbox, { after: toCursor([sequence]) })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('pages from the newest, counts the unread and marks them read', async () => {
    const person = world.person()
    await world.emit(roleGranted(person), roleGranted(person), roleGranted(person))
    const first = await person.execute(inbox, { first: 2 })
    expect(first.data).toMatchObject({
      unreadNotificationCount: 3,
      notifications: { pageInfo: { hasNextPage: true } },
    })
    const second = await person.execute(inbox, {
      first: 2,
      after: first.data.notifications.pageInfo.endCursor,
    })
    expect(second.data.notifications.edges).toHaveLength(1)

    const [newest] = first.data.notifications.edges
    const one = await person.execute(markRead, { input: { notificationIds: [newest.node.id] } })
    expect(one.data.markNotificationsRead).toEqual({ unreadCount: 2, userErrors: [] })
    const all = await person.execute(markRead, { input: { upTo: newest.node.cursor } })
    expect(all.data.markNotificationsRead).toEqual({ unreadCount: 0, userErrors: [] })
    expect((await person.execute(inbox, { unreadOnly: true })).data.notifications.edges).toEqual([])
  })

  it("leaves others' notifications alone", async () => {
    const [person, other] = [world.person(), world.person()]
    await world.emit(roleGranted(person))
    const { data } = await person.execute(inbox)
    await other.execute(markRead, { input: { notificationIds: [data.notifications.edges[0].node.id] } })
    expect((await person.execute(inbox)).data.unreadNotificationCount).toBe(1)
  })

  it('refuses an input that says nothing', async () => {
    const { data } = await world.person().execute(markRead, { input: {} })
    expect(data.markNotificationsRead).toEqual({
      unreadCount: null,
      userErrors: [{ code: 'INVALID_INPUT', path: ['input'] }],
    })
  })

  it('is refused to who is not signed in', async () => {
    const { errors } = await world.anonymous.execute(inbox)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})
