import { createHash, randomUUID } from 'node:crypto'

import type { EventPayload, NewEvent } from '@lyceum/events'
import { Role } from '@lyceum/kit'
import { signHandedInGrant } from '@lyceum/ports/handed-in-grant'
import { signPlaybackGrant } from '@lyceum/ports/playback-grant'
import { eventually } from '@lyceum/testkit'
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
const better = 'A sensor drifts, a wire breaks, a cat digs, and I have seen it.\n'
const halfADay = 12 * 3_600_000

/** A text that somebody uploads, as a new asset or as the next version of one. Resolves to the asset's id. */
async function givenWork(learner: TestPerson, content = text, assetId?: string): Promise<string> {
  const bytes = new TextEncoder().encode(content)
  const file = { bytes, kind: 'DOCUMENT', contentType: 'text/plain', filename: 'work.txt' }
  const uploaded = await media.upload(learner, { ...file, ...(assetId !== undefined && { assetId }) })
  expect(uploaded.payload).toMatchObject({ asset: { state: 'READY' }, userErrors: [] })
  return uploaded.assetId
}

function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

async function readyPayload(assetId: string) {
  const said = await media.world.said('media.ready')
  return said.find(({ aggregateId }) => aggregateId === assetId)?.payload
}

/** What the gateway asks for once assessments has signed. Resolves to the address, null when there is none. */
async function findDownload(
  person: Pick<TestPerson, 'execute'>,
  grant: string | null,
): Promise<string | null> {
  const query = /* GraphQL */ `
    query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on HandedInFile {
          download {
            url
          }
        }
      }
    }
  `
  const representations = [{ __typename: 'HandedInFile', grant }]
  const { data, errors } = await person.execute(query, { representations })
  expect(errors).toBeUndefined()
  return data._entities[0].download?.url ?? null
}

/** What a version is named by; by its time alone when its digest is null. */
interface Named {
  readonly assetId: string
  readonly sha256: string | null
  readonly handedInAt?: Date
}

function grant({ handedInAt = media.world.clock.now(), ...named }: Named, viewerId: string): Promise<string> {
  const { playbackGrantSecret: secret, clock } = media.world.dependencies
  return signHandedInGrant({ ...named, handedInAt }, viewerId, { secret, clock })
}

/** The bytes that somebody gets who was granted them. */
async function openGranted(person: TestPerson, named: Named): Promise<string | null> {
  const url = await findDownload(person, await grant(named, person.id))
  return url && (await (await fetch(url)).text())
}

type Files = Pick<EventPayload<'attempt.submitted'>, 'files' | 'mediaAssetIds'>

function attemptSubmitted(userId: string, files: Files): NewEvent {
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
      submittedAt: media.world.clock.now().toISOString(),
      ...files,
    },
  }
}

/** Says that somebody hands in a version, by its digest. */
async function handIn(learner: TestPerson, mediaAssetId: string, content: string): Promise<void> {
  const handedInAt = media.world.clock.now().toISOString()
  const files = [{ mediaAssetId, sha256: digestOf(content), handedInAt }]
  await media.world.emit(attemptSubmitted(learner.id, { files, mediaAssetIds: [mediaAssetId] }))
}

/** Everything that is due half a day from now has been swept, and another replaced file of a while ago with it. */
async function sweepTomorrow(): Promise<void> {
  const owner = media.world.person()
  const draft = await givenWork(owner)
  await givenWork(owner, better, draft)
  media.world.clock.advance(halfADay + 1_000)
  await eventually(async () => expect(await media.listKeys('media', draft)).toHaveLength(1))
}

describe('media.ready', () => {
  it('says the digest of the bytes of a document', async () => {
    const learner = media.world.person({ roles: [Role.STUDENT] })
    const assetId = await givenWork(learner)
    expect(await readyPayload(assetId)).toMatchObject({
      ownerId: learner.id,
      kind: 'DOCUMENT',
      sha256: digestOf(text),
    })
  })

  it('says none for what is played', async () => {
    const bytes = (await readClip('crystal.mp4')).subarray(0, 10_000)
    const { assetId } = await media.upload(media.instructor(), { bytes })
    await finishAttempt(media, await presentAttempt(media, assetId))
    expect(await readyPayload(assetId)).toMatchObject({ kind: 'VIDEO', sha256: null })
  })
})

describe('a file that was handed in', () => {
  it('is opened in exactly the version that the grant names, by its owner too', async () => {
    const [learner, grader] = [media.world.person(), media.instructor()]
    const assetId = await givenWork(learner)
    await handIn(learner, assetId, text)
    await givenWork(learner, better, assetId)
    for (const person of [grader, learner, media.world.person({ roles: [Role.ADMINISTRATOR] })]) {
      expect(await openGranted(person, { assetId, sha256: digestOf(text) })).toBe(text)
      expect(await openGranted(person, { assetId, sha256: digestOf(better) })).toBe(better)
      expect(await openGranted(person, { assetId, sha256: digestOf('something else') })).toBeNull()
    }
  })

  it('is opened by nobody without a grant for exactly them that names a version', async () => {
    const [learner, grader] = [media.world.person(), media.instructor()]
    const assetId = await givenWork(learner)
    const sha256 = digestOf(text)
    const granted = await grant({ assetId, sha256 }, grader.id)
    expect(await findDownload(grader, granted)).not.toBeNull()
    expect(await findDownload(media.instructor(), granted)).toBeNull()
    expect(await findDownload(media.world.anonymous, granted)).toBeNull()
    expect(await findDownload(grader, null)).toBeNull()
    const [header, claims, signature] = granted.split('.')
    const forged = Buffer.from(JSON.stringify({ asset: assetId, sha256, sub: grader.id, aud: 'media' }))
    for (const token of [
      `${header}.${forged.toString('base64url')}.${signature}`,
      `${header}.${claims}.`,
      'x',
    ]) {
      expect(await findDownload(grader, token)).toBeNull()
    }
    const { playbackGrantSecret: secret, clock } = media.world.dependencies
    const withoutVersion = await signPlaybackGrant({ assetId, viewerId: grader.id }, { secret, clock })
    expect(await findDownload(grader, withoutVersion)).toBeNull()
  })

  it('stays as long as its asset, whatever is uploaded after it', async () => {
    const [learner, grader] = [media.world.person(), media.instructor()]
    const assetId = await givenWork(learner)
    await handIn(learner, assetId, text)
    await givenWork(learner, better, assetId)
    await givenWork(learner, 'the third', assetId)
    await sweepTomorrow()
    await sweepTomorrow()
    await sweepTomorrow()
    expect(await openGranted(grader, { assetId, sha256: digestOf(text) })).toBe(text)
    const kept = await media.listKeys('media', assetId)
    expect(kept, 'what was not handed in has gone').toHaveLength(2)
  })

  it('is called back when a newer version came before media heard of it', async () => {
    const [learner, grader] = [media.world.person(), media.instructor()]
    const assetId = await givenWork(learner)
    await givenWork(learner, better, assetId)
    await handIn(learner, assetId, text)
    await sweepTomorrow()
    await sweepTomorrow()
    await sweepTomorrow()
    expect(await openGranted(grader, { assetId, sha256: digestOf(text) })).toBe(text)
  })

  it('is in each work the version of that work', async () => {
    const [learner, grader] = [media.world.person(), media.instructor()]
    const assetId = await givenWork(learner)
    await handIn(learner, assetId, text)
    await givenWork(learner, better, assetId)
    await handIn(learner, assetId, better)
    await givenWork(learner, 'the third', assetId)
    await sweepTomorrow()
    expect(await openGranted(grader, { assetId, sha256: digestOf(text) })).toBe(text)
    expect(await openGranted(grader, { assetId, sha256: digestOf(better) })).toBe(better)
  })

  it.each([
    ['whose digest nobody knew', (id: string, at: Date) => namedWithoutDigest(id, at)],
    ['that a release before named by its asset alone', (id: string) => ({ mediaAssetIds: [id] })],
  ])('%s is the one that was ready at the time', async (_what, name: (id: string, at: Date) => Files) => {
    const [learner, grader] = [media.world.person(), media.instructor()]
    const assetId = await givenWork(learner)
    const handedInAt = media.world.clock.now()
    const submitted = attemptSubmitted(learner.id, name(assetId, handedInAt))
    media.world.clock.advance(1_000)
    await givenWork(learner, better, assetId)
    await media.world.emit(submitted)
    await sweepTomorrow()
    expect(await openGranted(grader, { assetId, sha256: null, handedInAt })).toBe(text)
    const before = new Date(handedInAt.getTime() - 3_600_000)
    expect(await openGranted(grader, { assetId, sha256: null, handedInAt: before })).toBeNull()
  })

  it('stays with the work, until an administrator deletes it', async () => {
    const [learner, grader] = [media.world.person(), media.instructor()]
    const [handedIn, draft] = [await givenWork(learner), await givenWork(learner)]
    await handIn(learner, handedIn, text)
    await givenWork(learner, better, handedIn)
    const remove = async (person: TestPerson, assetId: string) =>
      (await person.execute(DeleteMedia, { input: { assetId } })).data.deleteMedia
    expect(await remove(learner, handedIn)).toEqual({
      asset: null,
      userErrors: [{ code: 'MEDIA_IN_USE', path: ['input', 'assetId'] }],
    })
    expect(await openGranted(grader, { assetId: handedIn, sha256: digestOf(text) })).toBe(text)
    expect(await remove(learner, draft)).toMatchObject({ userErrors: [] })
    const administrator = media.world.person({ roles: [Role.ADMINISTRATOR] })
    expect(await remove(administrator, handedIn)).toMatchObject({ userErrors: [] })
    expect(await openGranted(grader, { assetId: handedIn, sha256: digestOf(text) })).toBeNull()
  })

  it('of a release that did not name files yet keeps nothing', async () => {
    const learner = media.world.person()
    const assetId = await givenWork(learner)
    await media.world.emit(attemptSubmitted(learner.id, {}))
    const { data } = await learner.execute(DeleteMedia, { input: { assetId } })
    expect(data.deleteMedia).toMatchObject({ userErrors: [] })
  })
})

function namedWithoutDigest(mediaAssetId: string, handedInAt: Date): Files {
  return { files: [{ mediaAssetId, sha256: null, handedInAt: handedInAt.toISOString() }] }
}
