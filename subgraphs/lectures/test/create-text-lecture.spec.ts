import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { codeOf, createText, listLectures, moduleEvent, openSchool, payloadOf } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

const createMutations: Readonly<Record<string, string>> = {
  createTextLecture: /* GraphQL */ `
    mutation ($input: CreateTextLectureInput!) {
      createTextLecture(input: $input) {
        lecture {
          id
          kind
          title
          isPreview
          textMarkdown
        }
        userErrors {
          code
          path
        }
      }
    }
  `,
}

function create(by: Pick<TestPerson, 'execute'>, mutation: string, input: object) {
  return by.execute(createMutations[mutation] ?? '', { input })
}

describe('createTextLecture', () => {
  it('adds a lecture at the end of the module and says so', async () => {
    const { owner, moduleId, courseId } = await openSchool(world)
    const first = await createText(owner, moduleId)
    const { lecture } = payloadOf(
      await create(owner, 'createTextLecture', {
        moduleId,
        title: ' Second ',
        textMarkdown: 'x',
        isPreview: true,
      }),
    )
    expect(lecture).toMatchObject({ kind: 'TEXT', title: 'Second', isPreview: true, textMarkdown: 'x' })
    expect(await listLectures(owner, moduleId)).toEqual([first, lecture.id])
    const said = await world.said('lecture.published')
    expect(said.find(({ aggregateId }) => aggregateId === lecture.id)).toEqual({
      type: 'lecture.published',
      aggregateId: lecture.id,
      aggregateVersion: 1,
      payload: {
        lectureId: lecture.id,
        courseId,
        moduleId,
        title: 'Second',
        kind: 'TEXT',
        isPreview: true,
        mediaAssetId: null,
      },
    })
  })

  it.each([
    [{ title: ' ' }, ['input', 'title']],
    [{ title: 'x'.repeat(201) }, ['input', 'title']],
    [{ textMarkdown: 'x'.repeat(200_001) }, ['input', 'textMarkdown']],
  ])('refuses malformed input %#', async (fault, path) => {
    const { owner, moduleId } = await openSchool(world)
    const answer = await create(owner, 'createTextLecture', {
      moduleId,
      title: 'T',
      textMarkdown: 'x',
      ...fault,
    })
    expect(payloadOf(answer)).toEqual({ lecture: null, userErrors: [{ code: 'INVALID_INPUT', path }] })
    expect(await listLectures(owner, moduleId)).toEqual([])
  })

  it('waits for a module that was made a moment ago', async () => {
    const { owner, courseId } = await openSchool(world)
    const module = moduleEvent({ courseId })
    const creating = createText(owner, module.payload.moduleId)
    await world.emit(module)
    expect(await creating).toEqual(expect.any(String))
  })

  it.each(['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'no id'])(
    'does not find the module %s',
    async (moduleId) => {
      const { owner } = await openSchool(world)
      const answer = await create(owner, 'createTextLecture', { moduleId, title: 'T', textMarkdown: 'x' })
      expect(codeOf(answer)).toBe('NOT_FOUND')
    },
  )

  it('keeps every one of many lectures that are added at once', async () => {
    const { owner, moduleId } = await openSchool(world)
    const ids = await Promise.all(Array.from({ length: 12 }, () => createText(owner, moduleId)))
    expect([...((await listLectures(owner, moduleId)) ?? [])].sort()).toEqual([...ids].sort())
  })

  it('keeps a module from growing without end', async () => {
    const { courseId, moduleId, owner } = await openSchool(world)
    await world.dependencies.pool.query(
      `INSERT INTO lectures.lecture (course_id, module_id, position, kind, title, updated_at)
       SELECT $1, $2, 'a' || lpad(n::text, 3, '0') || 'V', 'TEXT', 'A text', now() FROM generate_series(1, 200) n`,
      [courseId, moduleId],
    )
    const answer = await create(owner, 'createTextLecture', { moduleId, title: 'T', textMarkdown: 'x' })
    expect(payloadOf(answer)['userErrors']).toEqual([{ code: 'LIMIT_REACHED', path: ['input', 'moduleId'] }])
  })
})
