import { request } from 'node:http'

import { signPlaybackGrant } from '@lyceum/ports/playback-grant'
import type { TestPerson } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { finishAttempt, presentAttempt } from './fake-worker.ts'
import { createMediaWorld, readClip } from './media-world.ts'
import type { MediaWorld } from './media-world.ts'
import { AddCaptions, DeleteMedia, ReadAsset, ReadReferences } from './operations.ts'

let media: MediaWorld
let owner: TestPerson
beforeAll(async () => {
  media = await createMediaWorld()
  owner = media.instructor()
})
afterAll(() => media[Symbol.asyncDispose]())

async function readyVideo(): Promise<string> {
  const bytes = (await readClip('crystal.mp4')).subarray(0, 10_000)
  const { assetId } = await media.upload(owner, { bytes })
  await finishAttempt(media, await presentAttempt(media, assetId))
  return assetId
}

/** What the gateway asks for once lectures has signed. */
async function readWithGrant(
  person: Pick<TestPerson, 'execute'>,
  assetId: string,
  accessGrant: string | null,
) {
  const representations = [{ __typename: 'MediaAsset', id: assetId, accessGrant }]
  const { data } = await person.execute(ReadReferences, { representations })
  return data._entities[0]
}

function grant(assetId: string, viewerId: string | null, ttlSeconds = 300): Promise<string> {
  const { playbackGrantSecret: secret, clock } = media.world.dependencies
  return signPlaybackGrant({ assetId, viewerId }, { secret, clock, ttlSeconds })
}

async function masterUrl(assetId: string): Promise<string> {
  const { data } = await owner.execute(ReadAsset, { id: assetId })
  return data.mediaAsset.playback.masterPlaylistUrl
}

/** The path as it is written: `fetch` would tidy it up. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(media.address)
    request({ hostname, port, path }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('playback', () => {
  it('is for the owner, and for whom lectures granted exactly this asset', async () => {
    const assetId = await readyVideo()
    const learner = media.world.person()
    const { anonymous } = media.world
    const expired = await grant(assetId, learner.id, 60)
    const forged = (await grant(assetId, learner.id)).replace(/.{4}$/, 'AAAA')

    expect((await readWithGrant(learner, assetId, null)).playback).toBeNull()
    expect((await readWithGrant(learner, assetId, forged)).playback).toBeNull()
    expect((await readWithGrant(learner, assetId, await grant(assetId, owner.id))).playback).toBeNull()
    expect(
      (await readWithGrant(learner, assetId, await grant(await readyVideo(), learner.id))).playback,
    ).toBeNull()
    expect((await readWithGrant(anonymous, assetId, await grant(assetId, learner.id))).playback).toBeNull()
    expect((await readWithGrant(learner, assetId, await grant(assetId, learner.id))).playback).not.toBeNull()
    expect((await readWithGrant(anonymous, assetId, await grant(assetId, null))).playback).not.toBeNull()
    media.world.clock.advance(61_000)
    expect((await readWithGrant(learner, assetId, expired)).playback).toBeNull()
  })

  it('shows others what they need to play, and nothing for managers', async () => {
    const assetId = await readyVideo()
    const learner = media.world.person()
    const asset = await readWithGrant(learner, assetId, await grant(assetId, learner.id))
    expect(asset).toMatchObject({
      id: assetId,
      kind: 'VIDEO',
      state: 'READY',
      durationSeconds: 2,
      filename: null,
      contentType: null,
      sizeBytes: null,
      percent: null,
      owner: null,
      versions: null,
      viewerCanManage: false,
    })
    expect(await readWithGrant(learner, '0198c0de-0000-7000-8000-000000000000', null)).toBeNull()
  })
})

describe('a playback link', () => {
  it('gives playlists whose addresses stay behind its token', async () => {
    const url = await masterUrl(await readyVideo())
    const master = await (await fetch(url)).text()
    expect(master.split('\n')).toContain('240p/index.m3u8')
    const variantUrl = new URL('240p/index.m3u8', url)
    const variant = await (await fetch(variantUrl)).text()
    expect(variant.split('\n')).toContain('segment_00000.ts')
    expect(variant + master).not.toMatch(/https?:/)
    const part = await fetch(new URL('segment_00000.ts', variantUrl), { headers: { range: 'bytes=0-6' } })
    expect([part.status, await part.text()]).toEqual([206, 'attempt'])
    expect(part.headers.get('content-range')).toBe('bytes 0-6/9')
    expect(part.headers.get('cache-control')).toContain('private')
  })

  it('outlives the film twice and then stops', async () => {
    const url = await masterUrl(await readyVideo())
    media.world.clock.advance(590_000)
    expect((await fetch(url)).status).toBe(200)
    media.world.clock.advance(11_000)
    expect((await fetch(url)).status).toBe(403)
    expect((await fetch(new URL('240p/segment_00000.ts', url))).status).toBe(403)
  })

  it('that was changed, cut or made up opens nothing', async () => {
    const url = new URL(await masterUrl(await readyVideo()))
    const token = url.pathname.split('/')[3] ?? ''
    const other = new URL(await masterUrl(await readyVideo())).pathname.split('/')[3] ?? ''
    // The asset of one, the signature of the other.
    const mixed = other.slice(0, 64) + token.slice(64)
    const flipped = (token.startsWith('A') ? 'B' : 'A') + token.slice(1)
    const longLived = `${token.slice(0, 64)}_____w${token.slice(70)}`
    for (const bad of [mixed, flipped, longLived, token.slice(1), `${token}A`, 'A'.repeat(96), '..']) {
      expect([403, 404]).toContain(await statusOf(`/media/play/${bad}/240p/segment_00000.ts`))
    }
    expect(await statusOf(`/media/play/${token}/240p/segment_00000.ts`)).toBe(200)
  })

  it('opens only the files of its ladder, however the path is written', async () => {
    const assetId = await readyVideo()
    const { versionId } = await presentAttempt(media, assetId)
    const base = new URL('.', await masterUrl(assetId)).pathname
    const paths = [
      '../../../etc/passwd',
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/source',
      `../../../uploads/${assetId}/${versionId}/source`,
      '240p/../240p/segment_00000.ts',
      '240p//segment_00000.ts',
      '240p/segment_00001.ts',
      '1080p/index.m3u8',
      '240p/',
      '',
      'captions/en/index.m3u8',
      'captions/../poster.jpg',
      '240p/segment_00000.ts%00',
    ]
    for (const path of paths) expect([403, 404], path).toContain(await statusOf(base + path))
  })

  it('stops at once when the asset is deleted, and its files go', async () => {
    const assetId = await readyVideo()
    const url = await masterUrl(assetId)
    const stranger = await media.instructor().execute(DeleteMedia, { input: { assetId } })
    expect(stranger.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' })
    const { data } = await owner.execute(DeleteMedia, { input: { assetId } })
    expect(data.deleteMedia).toEqual({ asset: { id: assetId }, userErrors: [] })
    expect((await fetch(url)).status).toBe(403)
    await expect
      .poll(async () => [
        ...(await media.listKeys('media', assetId)),
        ...(await media.listKeys('uploads', assetId)),
      ])
      .toEqual([])
  })

  it('lists captions in the master playlist and serves them as WebVTT', async () => {
    const assetId = await readyVideo()
    const webVtt = (await readClip('subtitles_en.vtt')).toString()
    await owner.execute(AddCaptions, { input: { assetId, language: 'pt-br', label: 'Português', webVtt } })
    const { data } = await owner.execute(ReadAsset, { id: assetId })
    const { masterPlaylistUrl, captions } = data.mediaAsset.playback
    const master = await (await fetch(masterPlaylistUrl)).text()
    expect(master).toContain('LANGUAGE="pt-BR"')
    const playlistUrl = new URL('captions/pt-BR/index.m3u8', masterPlaylistUrl)
    const playlist = await (await fetch(playlistUrl)).text()
    expect(playlist.split('\n')).toContain('captions.vtt')
    const file = await fetch(new URL('captions.vtt', playlistUrl))
    expect(file.headers.get('content-type')).toContain('text/vtt')
    expect(await file.text()).toContain('X-TIMESTAMP-MAP=MPEGTS:126000')
    expect(captions).toEqual([
      { language: 'pt-BR', label: 'Português', url: new URL('captions.vtt', playlistUrl).href },
    ])
  })
})

describe('download', () => {
  it('serves a document by grant, as an attachment under a safe name', async () => {
    const bytes = Buffer.from('Ein Text.\n')
    const file = { bytes, kind: 'DOCUMENT', contentType: 'text/plain', filename: 'a/b\r\n"Übung".html' }
    const { assetId, payload } = await media.upload(owner, file)
    expect(payload).toMatchObject({ asset: { state: 'READY' } })
    const learner = media.world.person()
    expect((await readWithGrant(learner, assetId, null)).download).toBeNull()
    const { download, playback } = await readWithGrant(learner, assetId, await grant(assetId, learner.id))
    expect(playback).toBeNull()
    const response = await fetch(download.url)
    expect(await response.text()).toBe('Ein Text.\n')
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="b__bung_.txt"; filename*=UTF-8''b%22%C3%9Cbung%22.txt`,
    )
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })
})
