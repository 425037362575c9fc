import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { Role } from '@lyceum/kit'
import { createWorld, registeredEvent } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEnrollmentsSubgraph } from '../src/subgraph.ts'

const createEnrollment = /* GraphQL */ `
  mutation ($userId: ID!, $courseId: ID!) {
    createEnrollment(userId: $userId, courseId: $courseId) {
      enrollment {
        id
        status
        progressPercent
        lectureCount
        user {
          id
        }
        course {
          id
        }
      }
      userErrors {
        code
        path
        ... on AlreadyEnrolledError {
          enrollment {
            id
          }
        }
        ... on PrerequisitesNotMetError {
          missing {
            id
          }
        }
      }
    }
  }
`
const cancelEnrollment = /* GraphQL */ `
  mutation ($input: CancelEnrollmentInput!) {
    cancelEnrollment(input: $input) {
      enrollment {
        id
        status
      }
      userErrors {
        code
        path
      }
    }
  }
`
const enrollment = /* GraphQL */ `
  query ($id: ID!) {
    enrollment(id: $id) {
      status
      progressPercent
      completedLectureCount
      lectureCount
      completedAt
    }
  }
`

let world: World<ReturnType<typeof createEnrollmentsSubgraph>>

beforeAll(async () => {
  world = await createWorld('enrollments', createEnrollmentsSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

interface CourseState {
  readonly id?: string
  readonly version?: number
  readonly status?: 'DRAFT' | 'PUBLISHED' | 'UNPUBLISHED'
  readonly price?: { readonly amountMinor: number; readonly currency: string } | null
  readonly capacity?: number | null
  readonly prerequisiteIds?: string[]
  readonly instructorIds?: string[]
}

function courseEvent(
  state: CourseState,
  type: 'course.updated' | 'course.deleted' = 'course.updated',
): NewEvent {
  const { id = randomUUID(), version = 1, status = 'PUBLISHED', price = null, capacity = null } = state
  const { prerequisiteIds = [], instructorIds = [] } = state
  return {
    type,
    aggregateId: id,
    aggregateVersion: version,
    payload: {
      courseId: id,
      slug: id,
      title: 'Course',
      status,
      price,
      capacity,
      prerequisiteIds,
      instructorIds,
    },
  }
}

/** A course that this subgraph has heard of, with some lectures. */
async function givenCourse(state: CourseState & { readonly lectures?: number } = {}) {
  const id = state.id ?? randomUUID()
  const lectureIds = Array.from({ length: state.lectures ?? 0 }, () => randomUUID())
  await world.emit(
    courseEvent({ ...state, id }),
    ...lectureIds.map((lectureId) => lectureEvent(id, lectureId)),
  )
  return { id, lectureIds }
}

function lectureEvent(
  courseId: string,
  lectureId: string,
  change: { isRemoved?: boolean; version?: number } = {},
): NewEvent {
  const { isRemoved = false, version = 1 } = change
  const moduleId = courseId
  if (isRemoved) {
    return {
      type: 'lecture.removed',
      aggregateId: lectureId,
      aggregateVersion: version,
      payload: { lectureId, courseId, moduleId },
    }
  }
  return {
    type: 'lecture.published',
    aggregateId: lectureId,
    aggregateVersion: version,
    payload: {
      lectureId,
      courseId,
      moduleId,
      title: 'Lecture',
      kind: 'TEXT',
      isPreview: false,
      mediaAssetId: null,
    },
  }
}

function completedEvent(person: TestPerson, courseId: string, lectureId: string): NewEvent {
  return {
    type: 'lecture.completed',
    aggregateId: `${person.id}:${lectureId}`,
    aggregateVersion: 1,
    payload: { lectureId, courseId, userId: person.id, completedAt: new Date().toISOString() },
  }
}

async function enroll(person: TestPerson, courseId: string, userId = person.id) {
  const answer = await person.execute(createEnrollment, { userId, courseId })
  return answer.data.createEnrollment
}

async function eventTypesOf(enrollmentId: string): Promise<string[]> {
  const said = await world.said()
  return said.filter(({ aggregateId }) => aggregateId === enrollmentId).map(({ type }) => type)
}

describe('createEnrollment', () => {
  it('enrols at once in a free course and says so', async () => {
    const person = world.person()
    const { id: courseId } = await givenCourse({ lectures: 2 })
    const { enrollment: created, userErrors } = await enroll(person, courseId)
    expect(userErrors).toEqual([])
    expect(created).toEqual({
      id: expect.any(String),
      status: 'ACTIVE',
      progressPercent: 0,
      lectureCount: 2,
      user: { id: person.id },
      course: { id: courseId },
    })
    expect(await eventTypesOf(created.id)).toEqual(['enrollment.created', 'enrollment.activated'])
  })

  it('lets a paid course wait for its payment, holding the seat', async () => {
    const { id: courseId } = await givenCourse({
      price: { amountMinor: 4_900, currency: 'EUR' },
      capacity: 1,
    })
    const { enrollment: created } = await enroll(world.person(), courseId)
    expect(created.status).toBe('PENDING_PAYMENT')
    expect(await eventTypesOf(created.id)).toEqual(['enrollment.created'])
    const { userErrors } = await enroll(world.person(), courseId)
    expect(userErrors).toMatchObject([{ code: 'COURSE_FULL', path: ['courseId'] }])
  })

  it('gives exactly 20 seats to 100 who want one at the same moment', async () => {
    const { id: courseId } = await givenCourse({ capacity: 20 })
    const answers = await Promise.all(Array.from({ length: 100 }, () => enroll(world.person(), courseId)))
    expect(answers.filter(({ enrollment: created }) => created !== null)).toHaveLength(20)
    const refusals = answers.flatMap(({ userErrors }) => userErrors)
    expect(new Set(refusals.map(({ code }: { code: string }) => code))).toEqual(new Set(['COURSE_FULL']))
    expect(refusals).toHaveLength(80)
  })

  it('enrols a person once, however often they click at the same moment', async () => {
    const person = world.person()
    const { id: courseId } = await givenCourse()
    const answers = await Promise.all(Array.from({ length: 100 }, () => enroll(person, courseId)))
    const [created] = answers.flatMap(({ enrollment: one }) => (one === null ? [] : [one]))
    const refusals = answers.flatMap(({ userErrors }) => userErrors)
    expect(refusals).toHaveLength(99)
    for (const refusal of refusals) {
      expect(refusal).toEqual({
        code: 'ALREADY_ENROLLED',
        path: ['courseId'],
        enrollment: { id: created.id },
      })
    }
  })

  it('asks for the prerequisites and names those that are missing', async () => {
    const person = world.person()
    const first = await givenCourse({ lectures: 1 })
    const second = await givenCourse()
    const { id: courseId } = await givenCourse({ prerequisiteIds: [first.id, second.id] })
    await enroll(person, first.id)
    await world.emit(completedEvent(person, first.id, first.lectureIds[0] ?? ''))
    const { userErrors } = await enroll(person, courseId)
    expect(userErrors).toEqual([
      { code: 'PREREQUISITES_NOT_MET', path: ['courseId'], missing: [{ id: second.id }] },
    ])
  })

  it('refuses a course that is not published', async () => {
    const { id: courseId } = await givenCourse({ status: 'UNPUBLISHED' })
    expect((await enroll(world.person(), courseId)).userErrors).toMatchObject([
      { code: 'COURSE_NOT_PUBLISHED' },
    ])
  })

  it('does not know courses that nobody announced, drafts of others and ids that are none', async () => {
    const draft = await givenCourse({ status: 'DRAFT' })
    for (const courseId of [randomUUID(), draft.id, 'no id']) {
      const person = world.person()
      const { errors } = await person.execute(createEnrollment, { userId: person.id, courseId })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  it('waits a moment for a course that was published just now', async () => {
    const person = world.person()
    const courseId = randomUUID()
    const enrolled = enroll(person, courseId)
    await world.emit(courseEvent({ id: courseId }))
    expect((await enrolled).enrollment).toMatchObject({ status: 'ACTIVE' })
  })

  it('lets people enrol themselves and administrators anybody', async () => {
    const { id: courseId } = await givenCourse()
    const somebody = world.person()
    const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
    const variables = { userId: somebody.id, courseId }
    const anonymous = await world.anonymous.execute(createEnrollment, variables)
    const other = await world.person({ roles: [Role.INSTRUCTOR] }).execute(createEnrollment, variables)
    await world.emit(registeredEvent(somebody))
    expect(anonymous.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    expect((await enroll(administrator, courseId, somebody.id)).enrollment.user).toEqual({ id: somebody.id })
  })
})

describe('an administrator who enrols somebody', () => {
  it.each(['nobody', randomUUID()])(
    'is told that %s has no account, and no seat is taken',
    async (userId) => {
      const { id: courseId } = await givenCourse({ capacity: 1 })
      const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
      const { errors } = await administrator.execute(createEnrollment, { userId, courseId })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
      expect((await enroll(world.person(), courseId)).enrollment).toMatchObject({ status: 'ACTIVE' })
    },
  )

  it('can do so while the word of the account is still on its way', async () => {
    const { id: courseId } = await givenCourse()
    const newcomer = world.person()
    const enrolled = enroll(world.person({ roles: [Role.ADMINISTRATOR] }), courseId, newcomer.id)
    await world.emit(registeredEvent(newcomer))
    expect((await enrolled).enrollment).toMatchObject({ status: 'ACTIVE' })
  })

  it('can be the first of whom is heard, for themselves', async () => {
    const { id: courseId } = await givenCourse()
    const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
    expect((await enroll(administrator, courseId)).enrollment).toMatchObject({ status: 'ACTIVE' })
  })
})

describe('cancelEnrollment', () => {
  it('frees the seat once, also when it is asked twice, and lets the person come back', async () => {
    const person = world.person()
    const { id: courseId } = await givenCourse({ capacity: 1 })
    const { enrollment: created } = await enroll(person, courseId)
    const input = { enrollmentId: created.id }
    const answers = await Promise.all([1, 2, 3].map(() => person.execute(cancelEnrollment, { input })))
    for (const { data } of answers) {
      expect(data.cancelEnrollment).toEqual({
        enrollment: { id: created.id, status: 'CANCELLED' },
        userErrors: [],
      })
    }
    expect(await eventTypesOf(created.id)).toContain('enrollment.cancelled')
    expect((await enroll(person, courseId)).enrollment.status).toBe('ACTIVE')
    expect((await enroll(world.person(), courseId)).userErrors).toMatchObject([{ code: 'COURSE_FULL' }])
  })

  it('keeps a completed enrolment', async () => {
    const person = world.person()
    const { id: courseId, lectureIds } = await givenCourse({ lectures: 1 })
    const { enrollment: created } = await enroll(person, courseId)
    await world.emit(completedEvent(person, courseId, lectureIds[0] ?? ''))
    const { data } = await person.execute(cancelEnrollment, { input: { enrollmentId: created.id } })
    expect(data.cancelEnrollment).toEqual({
      enrollment: null,
      userErrors: [{ code: 'ENROLLMENT_NOT_ACTIVE', path: ['input', 'enrollmentId'] }],
    })
  })

  it("does not find others' enrolments", async () => {
    const { id: courseId } = await givenCourse()
    const { enrollment: created } = await enroll(world.person(), courseId)
    const { errors } = await world.person().execute(cancelEnrollment, { input: { enrollmentId: created.id } })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('progress', () => {
  it('is the share of lectures that are done, rounded down, and completes once', async () => {
    const person = world.person()
    const { id: courseId, lectureIds } = await givenCourse({ lectures: 3 })
    const { enrollment: created } = await enroll(person, courseId)
    const [first = '', ...others] = lectureIds
    await world.emit(completedEvent(person, courseId, first))
    const begun = await person.execute(enrollment, { id: created.id })
    expect(begun.data.enrollment).toMatchObject({
      status: 'ACTIVE',
      progressPercent: 33,
      completedLectureCount: 1,
    })

    // The last two at once, each said twice.
    await world.emit(
      ...[...others, ...others].map((lectureId) => completedEvent(person, courseId, lectureId)),
    )
    const done = await person.execute(enrollment, { id: created.id })
    expect(done.data.enrollment).toEqual({
      status: 'COMPLETED',
      progressPercent: 100,
      completedLectureCount: 3,
      lectureCount: 3,
      completedAt: expect.any(String),
    })
    const types = await eventTypesOf(created.id)
    expect(types.filter((type) => type === 'enrollment.completed')).toHaveLength(1)
  })

  it('counts a lecture that was done before it, or the enrolment, was heard of', async () => {
    const person = world.person()
    const { id: courseId } = await givenCourse()
    const lectureId = randomUUID()
    await world.emit(completedEvent(person, courseId, lectureId))
    const { enrollment: created } = await enroll(person, courseId)
    await world.emit(lectureEvent(courseId, lectureId))
    const { data } = await person.execute(enrollment, { id: created.id })
    expect(data.enrollment).toMatchObject({ status: 'COMPLETED', progressPercent: 100 })
  })

  it('completes when the only lecture left is removed, and stays so when one is added', async () => {
    const person = world.person()
    const { id: courseId, lectureIds } = await givenCourse({ lectures: 2 })
    const { enrollment: created } = await enroll(person, courseId)
    const [done = '', left = ''] = lectureIds
    await world.emit(completedEvent(person, courseId, done))
    await world.emit(lectureEvent(courseId, left, { isRemoved: true, version: 2 }))
    await world.emit(lectureEvent(courseId, left, { version: 1 }), lectureEvent(courseId, randomUUID()))
    const { data } = await person.execute(enrollment, { id: created.id })
    expect(data.enrollment).toMatchObject({ status: 'COMPLETED', progressPercent: 100 })
  })

  it('never completes a course without lectures', async () => {
    const person = world.person()
    const { id: courseId, lectureIds } = await givenCourse({ lectures: 1 })
    const { enrollment: created } = await enroll(person, courseId)
    await world.emit(lectureEvent(courseId, lectureIds[0] ?? '', { isRemoved: true, version: 2 }))
    const { data } = await person.execute(enrollment, { id: created.id })
    expect(data.enrollment).toMatchObject({ status: 'ACTIVE', progressPercent: 0, lectureCount: 0 })
  })

  it('survives cancelling and coming back', async () => {
    const person = world.person()
    const { id: courseId, lectureIds } = await givenCourse({ lectures: 2 })
    const { enrollment: first } = await enroll(person, courseId)
    await world.emit(completedEvent(person, courseId, lectureIds[0] ?? ''))
    await person.execute(cancelEnrollment, { input: { enrollmentId: first.id } })
    expect((await enroll(person, courseId)).enrollment).toMatchObject({
      status: 'ACTIVE',
      progressPercent: 50,
    })
  })

  it('ends with the course: what is open is cancelled and said', async () => {
    const person = world.person()
    const { id: courseId } = await givenCourse()
    const { enrollment: created } = await enroll(person, courseId)
    await world.emit(courseEvent({ id: courseId, version: 9 }, 'course.deleted'))
    const { data } = await person.execute(enrollment, { id: created.id })
    expect(data.enrollment.status).toBe('CANCELLED')
    expect(await eventTypesOf(created.id)).toContain('enrollment.cancelled')
  })
})

describe('who sees enrolments', () => {
  it('shows one to the learner, instructors of the course and administrators', async () => {
    const [person, instructor] = [world.person(), world.person({ roles: [Role.INSTRUCTOR] })]
    const { id: courseId } = await givenCourse({ instructorIds: [instructor.id] })
    const { enrollment: created } = await enroll(person, courseId)
    const seenBy = async (viewer: Pick<TestPerson, 'execute'>) =>
      (await viewer.execute(enrollment, { id: created.id })).data.enrollment !== null
    expect(await seenBy(person)).toBe(true)
    expect(await seenBy(instructor)).toBe(true)
    expect(await seenBy(world.person({ roles: [Role.ADMINISTRATOR] }))).toBe(true)
    expect(await seenBy(world.person({ roles: [Role.INSTRUCTOR] }))).toBe(false)
    expect(await seenBy(world.anonymous)).toBe(false)
  })

  it('lists all to administrators alone, page by page and filtered', async () => {
    const { id: courseId } = await givenCourse()
    const people = [world.person(), world.person(), world.person()]
    for (const person of people) await enroll(person, courseId)
    const query = /* GraphQL */ `
      query ($courseId: ID, $after: String) {
        enrollments(first: 2, courseId: $courseId, after: $after, status: ACTIVE) {
          edges {
            node {
              user {
                id
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `
    const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
    const first = await administrator.execute(query, { courseId })
    const { endCursor: after } = first.data.enrollments.pageInfo
    const second = await administrator.execute(query, { courseId, after })
    const listed = [first, second].flatMap(({ data }) => data.enrollments.edges)
    expect(listed.map(({ node }) => node.user.id)).toEqual(people.map(({ id }) => id).reverse())
    const refused = await world.person({ roles: [Role.INSTRUCTOR] }).execute(query, { courseId })
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each([5, 50])(
    "reads the viewer's and everybody's enrolments of %i courses with three statements",
    async (count) => {
      const viewer = world.person({ roles: [Role.ADMINISTRATOR] })
      const courses = Array.from({ length: count }, () => randomUUID())
      const query = /* GraphQL */ `
        query ($representations: [_Any!]!) {
          _entities(representations: $representations) {
            ... on Course {
              viewerEnrollment {
                id
              }
              enrollments(first: 3) {
                edges {
                  node {
                    id
                  }
                }
              }
            }
          }
        }
      `
      const representations = courses.map((id) => ({ __typename: 'Course', id }))
      // Courses for the policy, enrolments of the viewer, pages of the courses.
      expect(await world.countStatements(() => viewer.execute(query, { representations }))).toBe(3)
    },
  )
})
