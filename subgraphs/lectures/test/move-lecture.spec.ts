import { randomUUID } from 'node:crypto'

import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { createText, edit, listLectures, moduleEvent, openSchool, payloadOf } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

describe('moveLecture', () => {
  it('puts a lecture after another one or first, and changes no other row', async () => {
    const { moduleId, owner } = await openSchool(world)
    const a = await createText(owner, moduleId)
    const b = await createText(owner, moduleId)
    const c = await createText(owner, moduleId)
    await edit(owner, 'moveLecture', { lectureId: c, afterLectureId: a })
    expect(await listLectures(owner, moduleId)).toEqual([a, c, b])
    await edit(owner, 'moveLecture', { lectureId: b })
    expect(await listLectures(owner, moduleId)).toEqual([b, a, c])
    await edit(owner, 'moveLecture', { lectureId: a, afterLectureId: c })
    expect(await listLectures(owner, moduleId)).toEqual([b, c, a])
    const moved = (await world.said('lecture.published')).filter(
      ({ aggregateVersion }) => aggregateVersion > 1,
    )
    expect(moved.slice(-3).map(({ aggregateId }) => aggregateId)).toEqual([c, b, a])
  })

  it('moves to another module of the course, and to no other', async () => {
    const { courseId, moduleId, owner } = await openSchool(world)
    const elsewhere = await openSchool(world)
    const target = moduleEvent({ courseId })
    await world.emit(target)
    const lectureId = await createText(owner, moduleId)
    await edit(owner, 'moveLecture', { lectureId, moduleId: target.payload.moduleId })
    expect(await listLectures(owner, moduleId)).toEqual([])
    expect(await listLectures(owner, target.payload.moduleId)).toEqual([lectureId])
    const refused = await edit(owner, 'moveLecture', { lectureId, moduleId: elsewhere.moduleId })
    expect(payloadOf(refused)['userErrors']).toEqual([{ code: 'INVALID_INPUT', path: ['input', 'moduleId'] }])
  })

  it('refuses an anchor that is not in the module, or is the lecture itself', async () => {
    const { moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    for (const afterLectureId of [lectureId, randomUUID(), 'no id']) {
      const answer = await edit(owner, 'moveLecture', { lectureId, afterLectureId })
      expect(payloadOf(answer)['userErrors']).toEqual([
        { code: 'INVALID_INPUT', path: ['input', 'afterLectureId'] },
      ])
    }
  })

  it('loses no lecture when editors move and add at once', async () => {
    const { moduleId, owner } = await openSchool(world)
    const ids = [
      await createText(owner, moduleId),
      await createText(owner, moduleId),
      await createText(owner, moduleId),
    ]
    const [anchor] = ids
    const added = await Promise.all([
      ...ids.slice(1).map(async (lectureId) => {
        payloadOf(await edit(owner, 'moveLecture', { lectureId, afterLectureId: anchor }))
        return null
      }),
      ...ids.slice(1).map(async (lectureId) => {
        payloadOf(await edit(owner, 'moveLecture', { lectureId }))
        return null
      }),
      createText(owner, moduleId),
      createText(owner, moduleId),
    ])
    const expected = [...ids, ...added.filter((id) => id !== null)].sort()
    expect([...((await listLectures(owner, moduleId)) ?? [])].sort()).toEqual(expected)
  })
})
