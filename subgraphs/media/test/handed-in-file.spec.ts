import { createHash, randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { Role } from '@lyceum/kit'
import { signPlaybackGrant } from '@lyceum/ports/playback-grant'
import type { TestPerson } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { finishAttempt, presentAttempt } from './fake-worker.ts'
import { createMediaWorld, readClip } from './media-world.ts'
import type { MediaWorld } from './media-world.ts'
import { DeleteMedia } from './operations.ts'

let media: MediaWorld
beforeAll(async () => {
  media = await createMediaWorld()
})
afterAll(() => media[Symbol.asyncDispose]())

const text = 'A sensor drifts, a wire breaks, a cat digs.\n'

async function givenWork(learner: TestPerson): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const { assetId } = await media.upload(learner, { bytes, kind: 'DOCUMENT', contentType: 'text/plain' })
  return assetId
}

async function readyPayload(assetId: string) {
  const said = await media.world.said('media.ready')
  return said.find(({ aggregateId }) => aggregateId === assetId)?.payload
}

/** What the gateway asks for once assessments, or lectures, has signed. */
async function findLinks(person: Pick<TestPerson, 'execute'>, representation: object) {
  const query = /* GraphQL */ `
    query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on MediaAsset {
          download {
            url
          }
          submissionDownload {
            url
          }
        }
      }
    }
  `
  const representations = [{ __typename: 'MediaAsset', ...representation }]
  return (await person.execute(query, { representations })).data._entities[0]
}

function grant(assetId: string, viewerId: string): Promise<string> {
  const { playbackGrantSecret: secret, clock } = media.world.dependencies
  return signPlaybackGrant({ assetId, viewerId }, { secret, clock })
}

function attemptSubmitted(userId: string, mediaAssetIds?: string[]): NewEvent {
  const attemptId = randomUUID()
  return {
    type: 'attempt.submitted',
    aggregateId: attemptId,
    aggregateVersion: 1,
    payload: {
      attemptId,
      assessmentId: randomUUID(),
      courseId: randomUUID(),
      userId,
      submittedAt: '2026-03-01T12:00:00.000Z',
      ...(mediaAssetIds !== undefined && { mediaAssetIds }),
    },
  }
}

describe('media.ready', () => {
  it('says the digest of the bytes of a document', async () => {
    const learner = media.world.person({ roles: [Role.STUDENT] })
    const assetId = await givenWork(learner)
    const sha256 = createHash('sha256').update(text).digest('hex')
    expect(await readyPayload(assetId)).toMatchObject({ ownerId: learner.id, kind: 'DOCUMENT', sha256 })
  })

  it('says none for what is played', async () => {
    const bytes = (await readClip('crystal.mp4')).subarray(0, 10_000)
    const { assetId } = await media.upload(media.instructor(), { bytes })
    await finishAttempt(media, await presentAttempt(media, assetId))
    expect(await readyPayload(assetId)).toMatchObject({ kind: 'VIDEO', sha256: null })
  })
})

describe('a file that was handed in', () => {
  it('is opened by whom assessments granted exactly this file', async () => {
    const assetId = await givenWork(media.world.person())
    const other = await givenWork(media.world.person())
    const grader = media.instructor()
    const submissionGrant = await grant(assetId, grader.id)
    const links = await findLinks(grader, { id: assetId, submissionGrant })
    expect(links.download).toBeNull()
    expect(await (await fetch(links.submissionDownload.url)).text()).toBe(text)
    const nothing = { download: null, submissionDownload: null }
    expect(await findLinks(grader, { id: assetId })).toEqual(nothing)
    expect(await findLinks(grader, { id: other, submissionGrant })).toEqual(nothing)
    expect(await findLinks(media.instructor(), { id: assetId, submissionGrant })).toEqual(nothing)
  })

  it('stays with the work, until an administrator deletes it', async () => {
    const learner = media.world.person()
    const [handedIn, draft] = [await givenWork(learner), await givenWork(learner)]
    await media.world.emit(attemptSubmitted(learner.id, [handedIn]))
    const remove = async (person: TestPerson, assetId: string) =>
      (await person.execute(DeleteMedia, { input: { assetId } })).data.deleteMedia
    expect(await remove(learner, handedIn)).toEqual({
      asset: null,
      userErrors: [{ code: 'MEDIA_IN_USE', path: ['input', 'assetId'] }],
    })
    expect(await media.listKeys('media', handedIn)).not.toEqual([])
    expect(await remove(learner, draft)).toMatchObject({ userErrors: [] })
    const administrator = media.world.person({ roles: [Role.ADMINISTRATOR] })
    expect(await remove(administrator, handedIn)).toMatchObject({ userErrors: [] })
  })

  it('of a release that did not name files yet keeps nothing', async () => {
    const learner = media.world.person()
    const assetId = await givenWork(learner)
    await media.world.emit(attemptSubmitted(learner.id))
    const { data } = await learner.execute(DeleteMedia, { input: { assetId } })
    expect(data.deleteMedia).toMatchObject({ userErrors: [] })
  })
})
