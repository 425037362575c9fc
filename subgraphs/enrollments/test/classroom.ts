import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { Role } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { Answer, TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll } from 'vitest'

import { createEnrollmentsSubgraph } from '../src/subgraph.ts'

const createEnrollment = /* GraphQL */ `
  mutation ($userId: ID!, $courseId: ID!) {
    createEnrollment(userId: $userId, courseId: $courseId) {
      enrollment {
        id
      }
    }
  }
`

/** A published course with its people; everybody is new in each. */
export interface Classroom {
  readonly courseId: string
  readonly instructor: TestPerson
  readonly colleague: TestPerson
  /** An instructor of nothing here. */
  readonly stranger: TestPerson
  readonly administrator: TestPerson
  readonly learner: TestPerson
  readonly enrollmentId: string
  /** One more learner. */
  enroll(): Promise<{ readonly person: TestPerson; readonly enrollmentId: string }>
}

export interface Campus {
  readonly world: World<Subgraph>
  openClassroom(): Promise<Classroom>
}

/** A world for the tests of a file; each test opens its own classroom. */
export function shareCampus(): () => Campus {
  let world: World<Subgraph> | undefined
  beforeAll(async () => {
    world = await createWorld('enrollments', createEnrollmentsSubgraph)
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })
  return () => {
    if (world === undefined) throw new Error('The campus opens before the first test')
    const opened = world
    return { world: opened, openClassroom: () => openClassroom(opened) }
  }
}

async function openClassroom(world: World<Subgraph>): Promise<Classroom> {
  const courseId = randomUUID()
  const [instructor, colleague, stranger] = [1, 2, 3].map(() => world.person({ roles: [Role.INSTRUCTOR] }))
  if (instructor === undefined || colleague === undefined || stranger === undefined) {
    throw new Error('Three people were asked for')
  }
  await world.emit(courseEvent(courseId, [instructor.id, colleague.id]))

  async function enroll() {
    const person = world.person({ roles: [Role.STUDENT] })
    const { data } = await person.execute(createEnrollment, { userId: person.id, courseId })
    const enrollmentId: string = data.createEnrollment.enrollment.id
    return { person, enrollmentId }
  }

  const { person: learner, enrollmentId } = await enroll()
  const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
  return { courseId, instructor, colleague, stranger, administrator, learner, enrollmentId, enroll }
}

function courseEvent(courseId: string, instructorIds: readonly string[]): NewEvent {
  return {
    type: 'course.updated',
    aggregateId: courseId,
    aggregateVersion: 1,
    payload: {
      courseId,
      slug: courseId,
      title: 'Course',
      status: 'PUBLISHED',
      price: null,
      capacity: null,
      prerequisiteIds: [],
      instructorIds: [...instructorIds],
    },
  }
}

/** The codes of a refusal, wherever they stand. */
export function codesOf({ data, errors }: Answer): readonly unknown[] {
  const thrown = (errors ?? []).map((error) => error.extensions?.['code'])
  const payloads: readonly unknown[] = Object.values(data ?? {})
  return [...thrown, ...payloads.flatMap(listUserErrorCodes)]
}

function listUserErrorCodes(payload: unknown): readonly string[] {
  if (typeof payload !== 'object' || payload === null || !('userErrors' in payload)) return []
  return (payload.userErrors as readonly { readonly code: string }[]).map(({ code }) => code)
}
