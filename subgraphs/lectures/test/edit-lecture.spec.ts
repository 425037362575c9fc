import { randomUUID } from 'node:crypto'

import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { codeOf, createText, createVideo, edit, mediaEvent, openSchool, payloadOf } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

const edits: readonly (readonly [string, (lectureId: string) => Readonly<Record<string, unknown>>])[] = [
  ['renameLecture', (lectureId) => ({ lectureId, title: 'New' })],
  ['changeLectureText', (lectureId) => ({ lectureId, textMarkdown: 'New' })],
  ['setLecturePreview', (lectureId) => ({ lectureId, isPreview: true })],
  ['replaceLectureMedia', (lectureId) => ({ lectureId, mediaAssetId: randomUUID() })],
  ['replaceExternalVideo', (lectureId) => ({ lectureId, video: '76979871' })],
  ['moveLecture', (lectureId) => ({ lectureId })],
  ['addAttachment', (lectureId) => ({ lectureId, mediaAssetId: randomUUID(), title: 'File' })],
  ['removeLecture', (lectureId) => ({ lectureId })],
]

describe.each(edits)('%s', (mutation, inputOf) => {
  it('is for the instructors of the course and administrators', async () => {
    const school = await openSchool(world)
    const id = await createText(school.owner, school.moduleId)
    const refusals = {
      anonymous: codeOf(await edit(world.anonymous, mutation, inputOf(id))),
      student: codeOf(await edit(school.student, mutation, inputOf(id))),
      learner: codeOf(await edit(school.learner, mutation, inputOf(id))),
      stranger: codeOf(await edit(school.stranger, mutation, inputOf(id))),
      administrator: codeOf(await edit(school.administrator, mutation, inputOf(id))),
    }
    expect(refusals).toEqual({
      anonymous: 'UNAUTHENTICATED',
      student: 'FORBIDDEN',
      learner: 'FORBIDDEN',
      stranger: 'FORBIDDEN',
      administrator: undefined,
    })
  })

  it('does not give away the lectures of a draft, nor find what is not there', async () => {
    const { moduleId, owner, stranger } = await openSchool(world, { status: 'DRAFT' })
    const id = await createText(owner, moduleId)
    expect(codeOf(await edit(stranger, mutation, inputOf(id)))).toBe('NOT_FOUND')
    expect(codeOf(await edit(owner, mutation, inputOf(randomUUID())))).toBe('NOT_FOUND')
    expect(codeOf(await edit(owner, mutation, inputOf('no id')))).toBe('NOT_FOUND')
  })
})

describe('changing a lecture', () => {
  it('says the new state with a greater version', async () => {
    const { moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    await edit(owner, 'renameLecture', { lectureId, title: 'New' })
    await edit(owner, 'changeLectureText', { lectureId, textMarkdown: 'Newer' })
    const answer = await edit(owner, 'setLecturePreview', { lectureId, isPreview: true })
    expect(payloadOf(answer).lecture).toEqual({
      id: lectureId,
      title: 'New',
      isPreview: true,
      textMarkdown: 'Newer',
    })
    const said = (await world.said('lecture.published')).filter(
      ({ aggregateId }) => aggregateId === lectureId,
    )
    expect(said.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2, 3, 4])
    expect(said.at(-1)?.payload).toMatchObject({ title: 'New', isPreview: true })
  })

  it('refuses an empty title', async () => {
    const { moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    expect(payloadOf(await edit(owner, 'renameLecture', { lectureId, title: ' ' }))['userErrors']).toEqual([
      { code: 'INVALID_INPUT', path: ['input', 'title'] },
    ])
  })

  it('gives a text neither a file nor an external video', async () => {
    const { moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const media = await edit(owner, 'replaceLectureMedia', { lectureId, mediaAssetId: randomUUID() })
    const video = await edit(owner, 'replaceExternalVideo', { lectureId, video: '76979871' })
    const userErrors = [{ code: 'INVALID_INPUT', path: ['input', 'lectureId'] }]
    expect([payloadOf(media)['userErrors'], payloadOf(video)['userErrors']]).toEqual([userErrors, userErrors])
  })

  it('replaces a file by another one of the same kind', async () => {
    const { moduleId, owner } = await openSchool(world)
    const audio = mediaEvent({ ownerId: owner.id, kind: 'AUDIO' })
    const video = mediaEvent({ ownerId: owner.id })
    await world.emit(audio, video)
    const lectureId = await createVideo(owner, moduleId, { mediaAssetId: randomUUID() })
    const replace = (mediaAssetId: string) => edit(owner, 'replaceLectureMedia', { lectureId, mediaAssetId })
    expect(payloadOf(await replace(audio.payload.assetId))['userErrors']).toEqual([
      { code: 'UNSUITABLE_MEDIA', path: ['input', 'mediaAssetId'] },
    ])
    expect(payloadOf(await replace(video.payload.assetId))['userErrors']).toEqual([])
  })
})
