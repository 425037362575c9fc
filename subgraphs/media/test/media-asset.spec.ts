import { Role } from '@lyceum/kit'
import { eventually } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { finishAttempt, presentAttempt, report } from './fake-worker.ts'
import { createAndSend, createMediaWorld, readClip, whenIn } from './media-world.ts'
import { AddCaptions, CreateUpload, MyMedia, ReadAsset, RemoveCaptions, WatchAsset } from './operations.ts'

const cue = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const image = { bytes: png, kind: 'IMAGE', contentType: 'image/png', filename: 'dot.png' }
const startOfClip = async () => (await readClip('crystal.mp4')).subarray(0, 10_000)

describe('mediaAssetUpdated', () => {
  it('tells the present state first, then every step, and ends with its reader', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const assetId = await createAndSend(ada, { bytes: await startOfClip() })
    const stream = await ada.subscribe(WatchAsset, { id: assetId })
    const next = async () => (await stream.next()).value.data.mediaAssetUpdated
    expect(await next()).toEqual({ id: assetId, state: 'UPLOADING', percent: 0 })

    const upcoming = next()
    await ada.execute(
      /* GraphQL */ `
        mutation ($id: ID!) {
          completeUpload(input: { assetId: $id }) {
            asset {
              id
            }
          }
        }
      `,
      { id: assetId },
    )
    expect(await upcoming).toMatchObject({ state: 'QUEUED' })
    const attempt = await presentAttempt(media, assetId)
    await report(media, { ...attempt, outcome: 'PROGRESS', percent: 37 })
    expect(await next()).toMatchObject({ state: 'PROCESSING', percent: 37 })
    await finishAttempt(media, attempt)
    expect(await next()).toMatchObject({ state: 'READY', percent: 100 })
    const pending = stream.next()
    await stream.return?.()
    expect(await pending).toMatchObject({ done: true })
  })

  it('is for the owner and administrators', async () => {
    await using media = await createMediaWorld()
    const { world } = media
    const { assetId: id } = await media.upload(media.instructor(), image)
    await expect(media.instructor().subscribe(WatchAsset, { id })).rejects.toThrow('refused')
    await expect(world.anonymous.subscribe(WatchAsset, { id })).rejects.toThrow('refused')
    const stream = await world.person({ roles: [Role.ADMINISTRATOR] }).subscribe(WatchAsset, { id })
    expect((await stream.next()).value.data.mediaAssetUpdated).toMatchObject({ state: 'READY' })
    await stream.return?.()
  })
})

describe('a new version', () => {
  it('takes the place of the one before when it is ready, not earlier', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const { assetId } = await media.upload(ada, { bytes: await startOfClip(), filename: 'first.mp4' })
    const first = await presentAttempt(media, assetId)
    await finishAttempt(media, first)
    const before = await whenIn(ada, assetId, 'READY')

    await media.upload(ada, { bytes: await startOfClip(), filename: 'second.mp4', assetId })
    const meanwhile = await whenIn(ada, assetId, 'QUEUED')
    expect(meanwhile).toMatchObject({
      filename: 'second.mp4',
      isPlayable: true,
      versions: [
        { number: 2, state: 'QUEUED' },
        { number: 1, state: 'READY' },
      ],
    })
    const segment = (url: string) => new URL('240p/segment_00000.ts', url)
    expect((await fetch(segment(meanwhile.playback.masterPlaylistUrl))).status).toBe(200)

    const second = await presentAttempt(media, assetId)
    expect(second.versionId).not.toBe(first.versionId)
    await finishAttempt(media, second)
    const after = await whenIn(ada, assetId, 'READY')
    const played = (url: string) =>
      Buffer.from(url.split('/')[5] ?? '', 'base64url')
        .subarray(16, 32)
        .toString('hex')
    expect(played(after.playback.masterPlaylistUrl)).toBe(second.versionId.replaceAll('-', ''))
    // Who began to watch the version before can go on.
    expect((await fetch(segment(before.playback.masterPlaylistUrl))).status).toBe(200)
    expect((await media.world.said('media.ready')).length).toBe(2)

    // Nobody has a link to it any longer.
    media.world.clock.advance(12 * 3_600_000)
    await eventually(async () => {
      const keys = await media.listKeys('media', assetId)
      expect(keys.every((key) => key.startsWith(`${assetId}/${second.versionId}/`))).toBe(true)
    })
    const later = await whenIn(ada, assetId, 'READY')
    expect((await fetch(segment(later.playback.masterPlaylistUrl))).status).toBe(200)
  })

  it('that fails leaves the one before in its place', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const { assetId } = await media.upload(ada, image)
    const refused = await media.upload(ada, { ...image, assetId, bytes: Buffer.from('no picture') })
    expect(refused.payload.userErrors).toMatchObject([{ code: 'UNSUPPORTED_FORMAT' }])
    const asset = await whenIn(ada, assetId, 'READY')
    expect(asset.versions).toEqual([{ number: 1, state: 'READY' }])
    expect(await (await fetch(asset.download.url)).arrayBuffer()).toEqual(new Uint8Array(png).buffer)
  })

  it('is of the same kind and made by who may manage the asset', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const { assetId } = await media.upload(ada, image)
    const input = { assetId, filename: 'a.mp4', contentType: 'video/mp4', kind: 'VIDEO', sizeBytes: 10 }
    const { data } = await ada.execute(CreateUpload, { input })
    expect(data.createUpload.userErrors).toEqual([{ code: 'UNSUPPORTED_FORMAT', path: ['input', 'kind'] }])
    const stranger = await media.instructor().execute(CreateUpload, { input })
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' })
  })
})

describe('captions', () => {
  it('are added, replaced and removed by language', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const { assetId } = await media.upload(ada, { bytes: await startOfClip() })
    const add = async (language: string, label: string, webVtt = cue) =>
      (await ada.execute(AddCaptions, { input: { assetId, language, label, webVtt } })).data.addCaptions
    await add('en', 'English')
    await add('de', 'Deutsch')
    expect((await add('EN', 'English (corrected)')).asset.captions).toEqual([
      { language: 'de', label: 'Deutsch' },
      { language: 'en', label: 'English (corrected)' },
    ])
    expect(await add('en', 'English', 'no captions')).toMatchObject({
      asset: null,
      userErrors: [{ code: 'INVALID_CAPTIONS', path: ['input', 'webVtt'] }],
    })
    expect((await add('not a language', 'x')).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }])
    const { data } = await ada.execute(RemoveCaptions, { input: { assetId, language: 'en' } })
    expect(data.removeCaptions.asset.captions).toEqual([{ language: 'de', label: 'Deutsch' }])
    const stranger = await media.instructor().execute(RemoveCaptions, { input: { assetId, language: 'de' } })
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' })
  })
})

describe('the sweeper', () => {
  it('finishes an upload whose completion never came', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const wanted = await createAndSend(ada, image)
    const unwanted = await createAndSend(ada, { ...image, bytes: Buffer.from('no picture') })
    media.world.clock.advance(120_000)
    await whenIn(ada, wanted, 'READY')
    const { failure } = await whenIn(ada, unwanted, 'FAILED')
    expect(failure.reason).toBe('UNSUPPORTED_FORMAT')
    await eventually(async () => expect(await media.listKeys('uploads', unwanted)).toEqual([]))
    expect(await media.world.said('media.failed')).toMatchObject([{ aggregateId: unwanted }])
  })

  it('removes an upload whose bytes never came', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const input = { filename: 'a.mp4', contentType: 'video/mp4', kind: 'VIDEO', sizeBytes: 10 }
    const created = await ada.execute(CreateUpload, { input })
    const { id } = created.data.createUpload.asset
    media.world.clock.advance(23 * 3_600_000)
    expect((await ada.execute(ReadAsset, { id })).data.mediaAsset.state).toBe('UPLOADING')
    media.world.clock.advance(2 * 3_600_000)
    await eventually(async () => expect((await ada.execute(ReadAsset, { id })).data.mediaAsset).toBeNull())
  })
})

describe('myMedia', () => {
  it('lists what the viewer uploaded, newest first, page by page', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    await media.upload(media.instructor(), image)
    const ids: string[] = []
    for (const _ of [1, 2, 3]) ids.unshift((await media.upload(ada, image)).assetId)
    const list = async (variables: object) =>
      (await ada.execute(MyMedia, { first: 2, ...variables })).data.myMedia
    const first = await list({})
    expect(first.pageInfo.hasNextPage).toBe(true)
    const second = await list({ after: first.pageInfo.endCursor })
    const listed = [...first.edges, ...second.edges].map(({ node }) => node.id)
    expect(listed).toEqual(ids)
    const nobody = await media.world.anonymous.execute(MyMedia, { first: 2 })
    expect(nobody.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' })
  })

  it('sends as many statements for ten assets as for two', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    for (let count = 0; count < 10; count += 1) await media.upload(ada, image)
    const count = (first: number) => media.world.countStatements(() => ada.execute(MyMedia, { first }))
    // The reconciler and the sweeper send statements of their own: the least of some runs is the list's.
    const least = async (first: number) => {
      const counts: number[] = []
      for (let run = 0; run < 8; run += 1) counts.push(await count(first))
      return Math.min(...counts)
    }
    expect(await least(10)).toBe(await least(2))
  })
})

describe('a public picture', () => {
  it('is downloaded by anybody', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const open = await media.upload(ada, { ...image, isPublic: true })
    const closed = await media.upload(ada, image)
    const read = async (id: string) =>
      (await media.world.anonymous.execute(ReadAsset, { id })).data.mediaAsset
    expect((await fetch((await read(open.assetId)).download.url)).status).toBe(200)
    expect(await read(closed.assetId)).toBeNull()
  })
})

describe('mediaAsset', () => {
  it('is there for its owner and administrators, and for nobody else who has the id', async () => {
    await using media = await createMediaWorld()
    const ada = media.instructor()
    const { assetId: id } = await media.upload(ada, image)
    const seenBy = async (viewer: Pick<typeof ada, 'execute'>) =>
      (await viewer.execute(ReadAsset, { id })).data.mediaAsset !== null
    const administrator = media.world.person({ roles: [Role.ADMINISTRATOR] })
    const others = [media.instructor(), media.world.person(), media.world.anonymous]
    expect(await Promise.all([ada, administrator, ...others].map(seenBy))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
