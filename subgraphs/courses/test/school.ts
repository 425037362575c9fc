import { randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import { createWorld, registeredEvent } from '@lyceum/testkit'
import type { Answer, TestPerson, World } from '@lyceum/testkit'
import type { Subgraph } from '@lyceum/kit'
import { afterAll, beforeAll } from 'vitest'

import { createCoursesSubgraph } from '../src/subgraph.ts'
import { CreateCourse, CreateModule, PublishCourse } from './operations.ts'

/** A world of courses with people in it, and short words for what every spec does first. */
export interface School extends AsyncDisposable {
  readonly world: World<Subgraph>
  readonly ada: TestPerson
  readonly admin: TestPerson
  readonly student: TestPerson
  /** An instructor of nothing here. */
  readonly stranger: TestPerson
  createDraft(title?: string, extra?: Readonly<Record<string, unknown>>): Promise<string>
  createModule(courseId: string, title?: string): Promise<string>
  /** As the lectures subgraph says it. */
  addLecture(courseId: string, moduleId: string): Promise<string>
  /** A course with one module and one lecture, in the catalogue. */
  createPublished(title?: string, extra?: Readonly<Record<string, unknown>>): Promise<string>
}

export async function openSchool(): Promise<School> {
  const world = await createWorld('courses', createCoursesSubgraph)
  const ada = world.person({ roles: [Role.INSTRUCTOR] })
  const student = world.person({ roles: [Role.STUDENT] })
  const stranger = world.person({ roles: [Role.INSTRUCTOR] })
  await world.emit(
    registeredEvent(student, { roles: [Role.STUDENT] }),
    registeredEvent(stranger, { roles: [Role.INSTRUCTOR] }),
  )

  async function createDraft(title = 'A course', extra = {}): Promise<string> {
    const { data } = await ada.execute(CreateCourse, { title, description: 'Words.', ...extra })
    return data.createCourse.course.id
  }

  async function createModule(courseId: string, title = 'A module'): Promise<string> {
    const { data } = await ada.execute(CreateModule, { input: { courseId, title } })
    return data.createModule.module.id
  }

  async function addLecture(courseId: string, moduleId: string): Promise<string> {
    const lectureId = randomUUID()
    await world.emit({
      type: 'lecture.published',
      aggregateId: lectureId,
      aggregateVersion: 1,
      payload: {
        lectureId,
        courseId,
        moduleId,
        title: 'A lecture',
        kind: 'TEXT',
        isPreview: false,
        mediaAssetId: null,
      },
    })
    return lectureId
  }

  return {
    world,
    ada,
    admin: world.person({ roles: [Role.ADMINISTRATOR] }),
    student,
    stranger,
    createDraft,
    createModule,
    addLecture,
    async createPublished(title, extra) {
      const id = await createDraft(title, extra)
      await addLecture(id, await createModule(id))
      await ada.execute(PublishCourse, { input: { courseId: id } })
      return id
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** One school for the tests of a file; each test brings its own courses. */
export function shareSchool(): () => School {
  let opened: School | undefined
  beforeAll(async () => {
    opened = await openSchool()
  })
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]()
  })
  return () => {
    if (opened === undefined) throw new Error('The school opens before the first test')
    return opened
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
