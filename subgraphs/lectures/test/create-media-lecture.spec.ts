import { randomUUID } from 'node:crypto'

import type { Subgraph } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createLecturesSubgraph } from '../src/subgraph.ts'
import { createVideo, mediaEvent, openSchool, payloadOf } from './seed.ts'
import type { School } from './seed.ts'

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('lectures', createLecturesSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

const lectureQuery = /* GraphQL */ `
  query ($id: ID!) {
    lecture(id: $id) {
      id
      kind
      title
      isPreview
      durationSeconds
      viewerCanWatch
      viewerCanEdit
      textMarkdown
      textHtml
      media {
        id
      }
      externalVideo {
        provider
        videoId
        embedUrl
      }
      attachments {
        id
        title
        media {
          id
        }
      }
      course {
        id
      }
      module {
        id
      }
    }
  }
`

const createMutations: Readonly<Record<string, string>> = {
  createMediaLecture: /* GraphQL */ `
    mutation ($input: CreateMediaLectureInput!) {
      createMediaLecture(input: $input) {
        lecture {
          id
          kind
          durationSeconds
          media {
            id
          }
        }
        userErrors {
          code
          path
        }
      }
    }
  `,
  createExternalVideoLecture: /* GraphQL */ `
    mutation ($input: CreateExternalVideoLectureInput!) {
      createExternalVideoLecture(input: $input) {
        lecture {
          id
          kind
          durationSeconds
          externalVideo {
            provider
            videoId
            embedUrl
          }
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

describe('createMediaLecture', () => {
  it('knows the length of an asset that is ready, before or after', async () => {
    const { owner, moduleId } = await openSchool(world)
    const before = mediaEvent({ ownerId: owner.id, durationSeconds: 61.5 })
    const after = mediaEvent({ ownerId: owner.id, durationSeconds: 12 })
    await world.emit(before)
    const lengthOf = async (id: string) =>
      (await owner.execute(lectureQuery, { id })).data.lecture.durationSeconds
    const ready = await createVideo(owner, moduleId, { mediaAssetId: before.payload.assetId })
    const early = await createVideo(owner, moduleId, { mediaAssetId: after.payload.assetId })
    expect([await lengthOf(ready), await lengthOf(early)]).toEqual([61.5, null])
    await world.emit(after)
    expect(await lengthOf(early)).toBe(12)
  })

  it.each([
    ["somebody else's file", (school: School) => mediaEvent({ ownerId: school.stranger.id })],
    ['a file of another kind', (school: School) => mediaEvent({ ownerId: school.owner.id, kind: 'AUDIO' })],
  ])('refuses %s', async (_name, makeAsset) => {
    const school = await openSchool(world)
    const asset = makeAsset(school)
    await world.emit(asset)
    const { moduleId, owner } = school
    const answer = await create(owner, 'createMediaLecture', {
      moduleId,
      kind: 'VIDEO',
      title: 'V',
      mediaAssetId: asset.payload.assetId,
    })
    expect(payloadOf(answer)).toEqual({
      lecture: null,
      userErrors: [{ code: 'UNSUITABLE_MEDIA', path: ['input', 'mediaAssetId'] }],
    })
  })

  it('has no text lectures', async () => {
    const { moduleId, owner } = await openSchool(world)
    const input = { moduleId, kind: 'TEXT', title: 'V', mediaAssetId: randomUUID() }
    expect(payloadOf(await create(owner, 'createMediaLecture', input))['userErrors']).toEqual([
      { code: 'INVALID_INPUT', path: ['input', 'kind'] },
    ])
  })
})

describe('createExternalVideoLecture', () => {
  it('reads the address and makes that of the player', async () => {
    const { moduleId, owner } = await openSchool(world)
    const input = { moduleId, title: 'V', video: 'https://youtu.be/dQw4w9WgXcQ', durationSeconds: 212 }
    expect(payloadOf(await create(owner, 'createExternalVideoLecture', input)).lecture).toMatchObject({
      kind: 'EXTERNAL_VIDEO',
      durationSeconds: 212,
      externalVideo: {
        provider: 'YOUTUBE',
        videoId: 'dQw4w9WgXcQ',
        embedUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      },
    })
  })

  it('refuses the address of anything else', async () => {
    const { moduleId, owner } = await openSchool(world)
    const input = { moduleId, title: 'V', video: 'https://evil.example/watch?v=dQw4w9WgXcQ' }
    expect(payloadOf(await create(owner, 'createExternalVideoLecture', input))).toEqual({
      lecture: null,
      userErrors: [{ code: 'UNSUPPORTED_VIDEO_URL', path: ['input', 'video'] }],
    })
  })
})
