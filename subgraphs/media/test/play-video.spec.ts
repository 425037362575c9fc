import { describe, expect, it } from 'vitest'

import { createMediaWorld, readClip, whenIn } from './media-world.ts'
import { readSegments } from './read-ladder.ts'

describe('a video', () => {
  it('is uploaded, transcoded and played by its owner', async () => {
    await using media = await createMediaWorld()
    const { world, upload, instructor } = media
    await media.startTranscoder()
    const ada = instructor()

    const { assetId, payload } = await upload(ada, {
      bytes: await readClip('rabbit.mp4'),
      filename: '../Rabbit.mp4',
    })
    expect(payload).toEqual({ asset: { id: assetId, state: 'QUEUED' }, userErrors: [] })

    const asset = await whenIn(ada, assetId, 'READY')
    expect(asset).toMatchObject({
      kind: 'VIDEO',
      percent: 100,
      filename: '../Rabbit.mp4',
      isPlayable: true,
      viewerCanManage: true,
      owner: { id: ada.id },
      failure: null,
      download: null,
      versions: [{ number: 1, state: 'READY' }],
    })
    expect(asset.durationSeconds).toBeGreaterThan(1)

    const master = await fetch(asset.playback.masterPlaylistUrl)
    expect(master.headers.get('cache-control')).toContain('private')
    for (const segment of await readSegments(asset.playback.masterPlaylistUrl)) {
      expect(segment.contentType).toBe('video/mp2t')
      expect(segment.bytes.length % 188).toBe(0)
    }
    const poster = await fetch(asset.playback.posterUrl, { headers: { range: 'bytes=0-1' } })
    expect(poster.status).toBe(206)
    expect(Buffer.from(await poster.arrayBuffer())).toEqual(Buffer.from([0xff, 0xd8]))

    expect((await world.said()).map(({ type }) => type)).toEqual(['media.uploaded', 'media.ready'])
  })
})
