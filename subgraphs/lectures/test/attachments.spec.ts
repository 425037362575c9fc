import { randomUUID } from 'node:crypto'

import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { codeOf, createText, edit, mediaEvent, openSchool, payloadOf } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

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
    expect(refused).toEqual(Array(3).fill({ code: 'LIMIT_REACHED', path: ['input', 'lectureId'] }))
    expect((await owner.execute(attachmentsQuery, { id: lectureId })).data.lecture.attachments).toHaveLength(
      20,
    )
  })
})
