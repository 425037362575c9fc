import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { Role } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import type { Answer, TestPerson, World } from '@lyceum/testkit'

type CourseStatus = 'DRAFT' | 'PUBLISHED' | 'UNPUBLISHED'
type EnrollmentStatus = 'PENDING_PAYMENT' | 'ACTIVE' | 'COMPLETED' | 'CANCELLED'

export interface CourseSeed {
  readonly courseId?: string
  readonly status?: CourseStatus
  readonly instructorIds: readonly string[]
  readonly version?: number
}

type CourseEventType = 'course.updated' | 'course.published' | 'course.unpublished' | 'course.deleted'

export function courseEvent(type: CourseEventType, seed: CourseSeed): NewEvent<CourseEventType> {
  const { courseId = randomUUID(), status = 'PUBLISHED', instructorIds, version = 1 } = seed
  return {
    type,
    aggregateId: courseId,
    aggregateVersion: version,
    payload: {
      courseId,
      slug: `course-${courseId}`,
      title: 'A course',
      status,
      price: null,
      capacity: null,
      prerequisiteIds: [],
      instructorIds: [...instructorIds],
    },
  }
}

export interface ModuleSeed {
  readonly courseId: string
  readonly moduleId?: string
  readonly isRemoved?: boolean
  readonly version?: number
}

export function moduleEvent(seed: ModuleSeed): NewEvent<'module.changed'> {
  const { courseId, moduleId = randomUUID(), isRemoved = false, version = 1 } = seed
  return {
    type: 'module.changed',
    aggregateId: moduleId,
    aggregateVersion: version,
    payload: { moduleId, courseId, title: 'A module', position: 'a0', isRemoved },
  }
}

export interface EnrollmentSeed {
  readonly enrollmentId?: string
  readonly userId: string
  readonly courseId: string
  readonly status?: EnrollmentStatus
  readonly version?: number
}

export function enrollmentEvent(seed: EnrollmentSeed): NewEvent<'enrollment.created'> {
  const { enrollmentId = randomUUID(), userId, courseId, status = 'ACTIVE', version = 1 } = seed
  return {
    type: 'enrollment.created',
    aggregateId: enrollmentId,
    aggregateVersion: version,
    payload: { enrollmentId, userId, courseId, status, progressPercent: 0 },
  }
}

export interface MediaSeed {
  readonly assetId?: string
  readonly ownerId: string
  readonly kind?: 'VIDEO' | 'AUDIO' | 'IMAGE' | 'DOCUMENT'
  readonly durationSeconds?: number | null
  readonly version?: number
}

export function mediaEvent(seed: MediaSeed): NewEvent<'media.ready'> {
  const { assetId = randomUUID(), ownerId, kind = 'VIDEO', durationSeconds = 100, version = 1 } = seed
  return {
    type: 'media.ready',
    aggregateId: assetId,
    aggregateVersion: version,
    payload: { assetId, ownerId, kind, filename: 'file', durationSeconds },
  }
}

/** A course with one module, and one person for every place there is. */
export interface School {
  readonly courseId: string
  readonly moduleId: string
  readonly owner: TestPerson
  readonly learner: TestPerson
  readonly student: TestPerson
  readonly stranger: TestPerson
  readonly administrator: TestPerson
}

export async function openSchool(
  world: World<Subgraph>,
  options: { readonly status?: CourseStatus } = {},
): Promise<School> {
  const owner = world.person({ roles: [Role.INSTRUCTOR] })
  const learner = world.person({ roles: [Role.STUDENT] })
  const course = courseEvent('course.updated', { ...options, instructorIds: [owner.id] })
  const { courseId } = course.payload
  const module = moduleEvent({ courseId })
  await world.emit(course, module, enrollmentEvent({ userId: learner.id, courseId }))
  return {
    courseId,
    moduleId: module.payload.moduleId,
    owner,
    learner,
    student: world.person({ roles: [Role.STUDENT] }),
    stranger: world.person({ roles: [Role.INSTRUCTOR] }),
    administrator: world.person({ roles: [Role.ADMINISTRATOR] }),
  }
}

/** The payload of the operation's one root field; its errors fail the test. */
export function payloadOf({ data, errors }: Answer) {
  if (errors !== undefined) throw new Error(errors.map(({ message }) => message).join('; '))
  const [payload] = Object.values(data)
  return payload as Record<string, unknown> & {
    readonly lecture: Record<string, unknown> & { readonly id: string }
  }
}

/** The code of the operation's first error. */
export function codeOf({ errors }: Answer): unknown {
  return errors?.[0]?.extensions?.['code']
}

const createTextLectureMutation = /* GraphQL */ `
  mutation ($input: CreateTextLectureInput!) {
    createTextLecture(input: $input) {
      lecture {
        id
        title
      }
      userErrors {
        code
        path
      }
    }
  }
`

/** The id of a new text lecture. */
export async function createText(
  by: TestPerson,
  moduleId: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await by.execute(createTextLectureMutation, {
    input: { moduleId, title: 'A text', textMarkdown: '# Hello', ...input },
  })
  return payloadOf(answer).lecture.id
}

const createMediaLectureMutation = /* GraphQL */ `
  mutation ($input: CreateMediaLectureInput!) {
    createMediaLecture(input: $input) {
      lecture {
        id
      }
      userErrors {
        code
        path
      }
    }
  }
`

/** The id of a new video lecture with this asset. */
export async function createVideo(
  by: TestPerson,
  moduleId: string,
  input: Readonly<Record<string, unknown>>,
): Promise<string> {
  const answer = await by.execute(createMediaLectureMutation, {
    input: { moduleId, title: 'A video', kind: 'VIDEO', ...input },
  })
  return payloadOf(answer).lecture.id
}

const moduleLecturesQuery = /* GraphQL */ `
  query ($id: ID!) {
    _entities(representations: [{ __typename: "Module", id: $id }]) {
      ... on Module {
        lectures {
          id
        }
      }
    }
  }
`

/** The ids of a module's lectures, in order; null when the module is not visible. */
export async function listLectures(
  by: Pick<TestPerson, 'execute'>,
  moduleId: string,
): Promise<string[] | null> {
  const { data } = await by.execute(moduleLecturesQuery, { id: moduleId })
  return data._entities[0].lectures?.map(({ id }: { id: string }) => id) ?? null
}

/** Sends a mutation of one lecture. */
export function edit(
  by: Pick<TestPerson, 'execute'>,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
) {
  const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const fields =
    mutation === 'removeLecture' ? 'removedLectureId' : 'lecture { id title isPreview textMarkdown }'
  return by.execute(
    `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${fields} userErrors { code path } } }`,
    { input },
  )
}
