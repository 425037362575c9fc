import { randomUUID } from 'node:crypto'

import type { TestPerson } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { codesOf, shareCampus } from './classroom.ts'
import type { Classroom } from './classroom.ts'

const campus = shareCampus()

const payload = /* GraphQL */ `
  classSession {
    id
    title
    startsAt
    endsAt
    cancelledAt
  }
  userErrors {
    code
    path
  }
`
const createClassSession = `mutation ($input: CreateClassSessionInput!) { createClassSession(input: $input) { ${payload} } }`
const changeClassSession = `mutation ($input: ChangeClassSessionInput!) { changeClassSession(input: $input) { ${payload} } }`
const cancelClassSession = `mutation ($input: CancelClassSessionInput!) { cancelClassSession(input: $input) { ${payload} } }`
const markAttendance = `mutation ($input: MarkAttendanceInput!) { markAttendance(input: $input) { ${payload} } }`
const roster = /* GraphQL */ `
  query ($id: ID!) {
    classSession(id: $id) {
      attendance {
        edges {
          node {
            user {
              id
            }
            status
            markedBy {
              id
            }
            markedAt
            history {
              edges {
                node {
                  status
                  markedBy {
                    id
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`
const cardAttendance = /* GraphQL */ `
  query ($id: ID!, $first: Int = 20, $after: String) {
    reportCard(id: $id) {
      attendanceSummary {
        presentCount
        lateCount
        excusedCount
        absentCount
        attendancePercent
      }
      attendance(first: $first, after: $after) {
        edges {
          node {
            status
            classSession {
              title
              attendance {
                edges {
                  cursor
                }
              }
            }
            history {
              edges {
                cursor
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`
const courseSessions = /* GraphQL */ `
  query ($representations: [_Any!]!, $first: Int = 20, $after: String) {
    _entities(representations: $representations) {
      ... on Course {
        classSessions(first: $first, after: $after) {
          edges {
            node {
              title
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`
const when = { startsAt: '2026-03-02T09:00:00.000Z', endsAt: '2026-03-02T10:30:00.000Z' }

async function givenSession(
  { instructor, courseId }: Pick<Classroom, 'instructor' | 'courseId'>,
  session: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const input = { courseId, title: 'Session', ...when, ...session }
  const { data } = await instructor.execute(createClassSession, { input })
  return data.createClassSession.classSession.id
}

function mark(by: TestPerson, classSessionId: string, marks: Readonly<Record<string, string>>) {
  const input = {
    classSessionId,
    marks: Object.entries(marks).map(([userId, status]) => ({ userId, status })),
  }
  return by.execute(markAttendance, { input })
}

async function readRoster(person: TestPerson, id: string) {
  const { data } = await person.execute(roster, { id })
  return data.classSession.attendance.edges.map(({ node }: { node: unknown }) => node)
}

async function summaryOf(person: TestPerson, id: string) {
  return (await person.execute(cardAttendance, { id })).data.reportCard.attendanceSummary
}

describe('a class session', () => {
  it('is made by an instructor of the course or an administrator', async () => {
    const { instructor, administrator, courseId } = await campus().openClassroom()
    for (const maker of [instructor, administrator]) {
      const input = { courseId, title: ' Greetings ', ...when }
      const { data } = await maker.execute(createClassSession, { input })
      expect(data.createClassSession).toEqual({
        classSession: { id: expect.any(String), title: 'Greetings', ...when, cancelledAt: null },
        userErrors: [],
      })
    }
  })

  it.each([
    ['without a title', { title: ' ' }, 'title'],
    ['that ends when it begins', { endsAt: when.startsAt }, 'endsAt'],
    ['of more than a day', { endsAt: '2026-03-03T09:00:00.001Z' }, 'endsAt'],
  ])('is refused %s', async (_what, change, field) => {
    const { instructor, courseId } = await campus().openClassroom()
    const input = { courseId, title: 'Session', ...when, ...change }
    const { data } = await instructor.execute(createClassSession, { input })
    expect(data.createClassSession).toEqual({
      classSession: null,
      userErrors: [{ code: 'INVALID_INPUT', path: ['input', field] }],
    })
  })

  it('is changed and called off, the latter once, and then stays', async () => {
    const { world, openClassroom } = campus()
    const room = await openClassroom()
    const { colleague: by } = room
    const classSessionId = await givenSession(room)
    const moved = {
      title: 'Moved',
      startsAt: '2026-04-02T09:00:00.000Z',
      endsAt: '2026-04-02T10:00:00.000Z',
    }
    const changed = await by.execute(changeClassSession, { input: { classSessionId, ...moved } })
    expect(changed.data.changeClassSession.classSession).toMatchObject(moved)
    const cancelled = await by.execute(cancelClassSession, { input: { classSessionId } })
    const { cancelledAt } = cancelled.data.cancelClassSession.classSession
    expect(cancelledAt).toBe(world.clock.now().toISOString())
    world.clock.advance(60_000)
    const again = await by.execute(cancelClassSession, { input: { classSessionId } })
    expect(again.data.cancelClassSession.classSession.cancelledAt).toBe(cancelledAt)
    const late = await by.execute(changeClassSession, { input: { classSessionId, ...moved } })
    expect(codesOf(late)).toEqual(['CLASS_SESSION_CANCELLED'])
    expect(codesOf(await mark(by, classSessionId, { [room.learner.id]: 'PRESENT' }))).toEqual([
      'CLASS_SESSION_CANCELLED',
    ])
  })

  it('is listed for the staff alone, the latest first, page by page', async () => {
    const room = await campus().openClassroom()
    for (const day of [2, 4, 3]) {
      await givenSession(room, {
        title: `March ${day}`,
        startsAt: `2026-03-0${day}T09:00:00.000Z`,
        endsAt: `2026-03-0${day}T10:00:00.000Z`,
      })
    }
    const representations = [{ __typename: 'Course', id: room.courseId }]
    const page = async (person: TestPerson, after?: string) =>
      (await person.execute(courseSessions, { representations, first: 2, after })).data._entities[0]
        .classSessions
    const first = await page(room.instructor)
    const second = await page(room.instructor, first.pageInfo.endCursor)
    expect([...first.edges, ...second.edges].map(({ node }) => node.title)).toEqual([
      'March 4',
      'March 3',
      'March 2',
    ])
    expect(second.pageInfo.hasNextPage).toBe(false)
    expect(await page(room.learner)).toBeNull()
    expect(await page(room.stranger)).toBeNull()
  })

  it('refuses a cursor that somebody made up', async () => {
    const { courseId, instructor } = await campus().openClassroom()
    const after = Buffer.from(JSON.stringify(['yesterday', randomUUID()])).toString('base64url')
    const representations = [{ __typename: 'Course', id: courseId }]
    const answer = await instructor.execute(courseSessions, { representations, after })
    expect(codesOf(answer)).toContain('BAD_USER_INPUT')
  })

  it('is not there for anybody else', async () => {
    const { world, openClassroom } = campus()
    const room = await openClassroom()
    const classSessionId = await givenSession(room)
    const calls = [
      [createClassSession, { courseId: room.courseId, title: 'Session', ...when }],
      [changeClassSession, { classSessionId, title: 'Session', ...when }],
      [cancelClassSession, { classSessionId }],
      [markAttendance, { classSessionId, marks: [{ userId: room.learner.id, status: 'PRESENT' }] }],
    ] as const
    for (const [operation, input] of calls) {
      expect(codesOf(await world.anonymous.execute(operation, { input }))).toEqual(['UNAUTHENTICATED'])
      expect(codesOf(await room.learner.execute(operation, { input }))).toEqual(['NOT_FOUND'])
      expect(codesOf(await room.stranger.execute(operation, { input }))).toEqual(['NOT_FOUND'])
    }
    expect((await room.learner.execute(roster, { id: classSessionId })).data.classSession).toBeNull()
  })
})

describe('markAttendance', () => {
  it('marks a whole class at once', async () => {
    const { world, openClassroom } = campus()
    const room = await openClassroom()
    const others = await Promise.all([1, 2, 3].map(() => room.enroll()))
    const people = [room.learner, ...others.map(({ person }) => person)]
    const statuses = ['PRESENT', 'LATE', 'EXCUSED', 'ABSENT']
    const marks = Object.fromEntries(people.map(({ id }, index) => [id, statuses[index] ?? '']))
    const id = await givenSession(room)
    expect(codesOf(await mark(room.instructor, id, marks))).toEqual([])
    const marked = await readRoster(room.colleague, id)
    expect(marked).toHaveLength(4)
    for (const person of people) {
      expect(marked).toContainEqual({
        user: { id: person.id },
        status: marks[person.id],
        markedBy: { id: room.instructor.id },
        markedAt: world.clock.now().toISOString(),
        history: {
          edges: [{ node: { status: marks[person.id], markedBy: { id: room.instructor.id } } }],
        },
      })
    }
  })

  it('does nothing the second time, and keeps in the history who corrected what', async () => {
    const room = await campus().openClassroom()
    const { learner, instructor, colleague } = room
    const id = await givenSession(room)
    await mark(instructor, id, { [learner.id]: 'ABSENT' })
    await mark(colleague, id, { [learner.id]: 'ABSENT' })
    const [before] = await readRoster(instructor, id)
    expect(before).toMatchObject({ status: 'ABSENT', markedBy: { id: instructor.id } })
    await mark(colleague, id, { [learner.id]: 'EXCUSED' })
    const [after] = await readRoster(instructor, id)
    expect(after).toMatchObject({
      status: 'EXCUSED',
      markedBy: { id: colleague.id },
      history: {
        edges: [
          { node: { status: 'EXCUSED', markedBy: { id: colleague.id } } },
          { node: { status: 'ABSENT', markedBy: { id: instructor.id } } },
        ],
      },
    })
  })

  it('makes one entry of history of the same mark, however often it is sent at the same moment', async () => {
    const room = await campus().openClassroom()
    const id = await givenSession(room)
    const send = () => mark(room.instructor, id, { [room.learner.id]: 'LATE' })
    const answers = await Promise.all(Array.from({ length: 10 }, send))
    expect(answers.flatMap(codesOf)).toEqual([])
    const [marked] = await readRoster(room.instructor, id)
    expect(marked.history.edges).toHaveLength(1)
  })

  it('marks nobody when one of them is no learner of the course', async () => {
    const { openClassroom } = campus()
    const [room, elsewhere] = [await openClassroom(), await openClassroom()]
    const id = await givenSession(room)
    const answer = await mark(room.instructor, id, {
      [room.learner.id]: 'PRESENT',
      [elsewhere.learner.id]: 'PRESENT',
      nobody: 'ABSENT',
    })
    expect(answer.data.markAttendance).toEqual({
      classSession: null,
      userErrors: [
        { code: 'NOT_ENROLLED', path: ['input', 'marks', '1', 'userId'] },
        { code: 'NOT_ENROLLED', path: ['input', 'marks', '2', 'userId'] },
      ],
    })
    expect(await readRoster(room.instructor, id)).toEqual([])
  })

  it('still corrects the mark of somebody who has left', async () => {
    const room = await campus().openClassroom()
    const id = await givenSession(room)
    await mark(room.instructor, id, { [room.learner.id]: 'ABSENT' })
    await room.learner.execute(
      'mutation ($input: CancelEnrollmentInput!) { cancelEnrollment(input: $input) { userErrors { code } } }',
      { input: { enrollmentId: room.enrollmentId } },
    )
    expect(codesOf(await mark(room.instructor, id, { [room.learner.id]: 'EXCUSED' }))).toEqual([])
    const fresh = await givenSession(room)
    expect(codesOf(await mark(room.instructor, fresh, { [room.learner.id]: 'PRESENT' }))).toEqual([
      'NOT_ENROLLED',
    ])
  })

  it('wants 1 to 200 people, each once', async () => {
    const room = await campus().openClassroom()
    const classSessionId = await givenSession(room)
    const twice = [1, 2].map(() => ({ userId: room.learner.id, status: 'PRESENT' }))
    const many = Array.from({ length: 201 }, () => ({ userId: randomUUID(), status: 'PRESENT' }))
    for (const marks of [[], twice, many]) {
      const answer = await room.instructor.execute(markAttendance, { input: { classSessionId, marks } })
      expect(codesOf(answer)).toEqual(['INVALID_INPUT'])
    }
  })
})

describe('attendance on a report card', () => {
  it('counts present and late of what was not excused; cancelled sessions and missing marks do not count', async () => {
    const room = await campus().openClassroom()
    const { learner, instructor, enrollmentId } = room
    expect(await summaryOf(learner, enrollmentId)).toMatchObject({ attendancePercent: null })
    for (const status of ['PRESENT', 'LATE', 'ABSENT', 'EXCUSED', 'EXCUSED']) {
      await mark(instructor, await givenSession(room), { [learner.id]: status })
    }
    const calledOff = await givenSession(room)
    await mark(instructor, calledOff, { [learner.id]: 'ABSENT' })
    await instructor.execute(cancelClassSession, { input: { classSessionId: calledOff } })
    await givenSession(room)
    expect(await summaryOf(learner, enrollmentId)).toEqual({
      presentCount: 1,
      lateCount: 1,
      excusedCount: 2,
      absentCount: 1,
      attendancePercent: 66,
    })
  })

  it('is the learner’s own; who else came and who corrected what stays with the staff', async () => {
    const room = await campus().openClassroom()
    const { learner, instructor, enrollmentId } = room
    const other = await room.enroll()
    const id = await givenSession(room, { title: 'Greetings' })
    await mark(instructor, id, { [learner.id]: 'PRESENT', [other.person.id]: 'ABSENT' })
    const { data } = await learner.execute(cardAttendance, { id: enrollmentId })
    expect(data.reportCard.attendance.edges).toEqual([
      {
        node: {
          status: 'PRESENT',
          classSession: { title: 'Greetings', attendance: null },
          history: null,
        },
      },
    ])
    const denied = await learner.execute(cardAttendance, { id: other.enrollmentId })
    expect(denied.data.reportCard).toBeNull()
    expect(await summaryOf(other.person, other.enrollmentId)).toMatchObject({ attendancePercent: 0 })
  })

  it('comes page by page, the latest session first', async () => {
    const room = await campus().openClassroom()
    for (const day of [3, 1, 2]) {
      const id = await givenSession(room, {
        title: `March ${day}`,
        startsAt: `2026-03-0${day}T09:00:00.000Z`,
        endsAt: `2026-03-0${day}T10:00:00.000Z`,
      })
      await mark(room.instructor, id, { [room.learner.id]: 'PRESENT' })
    }
    const page = async (after?: string) =>
      (await room.learner.execute(cardAttendance, { id: room.enrollmentId, first: 2, after })).data.reportCard
        .attendance
    const first = await page()
    const second = await page(first.pageInfo.endCursor)
    expect([...first.edges, ...second.edges].map(({ node }) => node.classSession.title)).toEqual([
      'March 3',
      'March 2',
      'March 1',
    ])
  })
})
