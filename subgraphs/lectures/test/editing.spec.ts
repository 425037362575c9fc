import { randomUUID } from 'node:crypto'

import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import {
  codeOf,
  createText,
  createVideo,
  listLectures,
  mediaEvent,
  moduleEvent,
  openSchool,
  payloadOf,
} from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld(createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

type Input = Readonly<Record<string, unknown>>

function edit(by: Pick<TestPerson, 'execute'>, mutation: string, input: Input) {
  const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const fields =
    mutation === 'removeLecture' ? 'removedLectureId' : 'lecture { id title isPreview textMarkdown }'
  return by.execute(
    `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${fields} userErrors { code path } } }`,
    { input },
  )
}

const edits: readonly (readonly [string, (lectureId: string) => Input])[] = [
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

describe('attachments', () => {
  const attachmentsQuery = /* GraphQL */ `
    query ($id: ID!) {
      lecture(id: $id) {
        attachments {
          id
          title
          media {
            id
          }
        }
      }
    }
  `
  const removeMutation = /* GraphQL */ `
    mutation ($input: RemoveAttachmentInput!) {
      removeAttachment(input: $input) {
        removedAttachmentId
        lecture {
          attachments {
            id
          }
        }
        userErrors {
          code
        }
      }
    }
  `

  it('are listed in the order they were added, until they are removed', async () => {
    const { moduleId, owner, stranger } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const assets = [randomUUID(), randomUUID()]
    for (const mediaAssetId of assets)
      await edit(owner, 'addAttachment', { lectureId, mediaAssetId, title: 'File' })
    const { data } = await owner.execute(attachmentsQuery, { id: lectureId })
    const [first, second] = data.lecture.attachments
    expect([first.media.id, second.media.id]).toEqual(assets)
    const input = { attachmentId: first.id }
    expect(codeOf(await stranger.execute(removeMutation, { input }))).toBe('FORBIDDEN')
    expect(payloadOf(await owner.execute(removeMutation, { input }))).toEqual({
      removedAttachmentId: first.id,
      lecture: { attachments: [{ id: second.id }] },
      userErrors: [],
    })
    expect(codeOf(await owner.execute(removeMutation, { input }))).toBe('NOT_FOUND')
  })

  it('are no file of somebody else, and no file twice', async () => {
    const { moduleId, owner, stranger } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const theirs = mediaEvent({ ownerId: stranger.id, kind: 'DOCUMENT' })
    await world.emit(theirs)
    const mediaAssetId = randomUUID()
    const attach = (asset: string) =>
      edit(owner, 'addAttachment', { lectureId, mediaAssetId: asset, title: 'File' })
    await attach(mediaAssetId)
    const userErrors = [{ code: 'UNSUITABLE_MEDIA', path: ['input', 'mediaAssetId'] }]
    expect(payloadOf(await attach(mediaAssetId))['userErrors']).toEqual(userErrors)
    expect(payloadOf(await attach(theirs.payload.assetId))['userErrors']).toEqual(userErrors)
  })

  it('are at most 20, also when they are added at once', async () => {
    const { moduleId, owner } = await openSchool(world)
    const lectureId = await createText(owner, moduleId)
    const answers = await Promise.all(
      Array.from({ length: 23 }, () =>
        edit(owner, 'addAttachment', { lectureId, mediaAssetId: randomUUID(), title: 'File' }),
      ),
    )
    const refused = answers.flatMap((answer) => payloadOf(answer)['userErrors'])
    expect(refused).toEqual(Array(3).fill({ code: 'TOO_MANY_ATTACHMENTS', path: ['input', 'lectureId'] }))
    expect((await owner.execute(attachmentsQuery, { id: lectureId })).data.lecture.attachments).toHaveLength(
      20,
    )
  })
})
