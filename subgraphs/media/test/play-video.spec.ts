import { Parser } from 'm3u8-parser'
import { describe, expect, it } from 'vitest'

import { createMediaWorld, readClip, whenIn } from './media-world.ts'

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
    expect(master.status).toBe(200)
    expect(master.headers.get('content-type')).toContain('mpegurl')
    expect(master.headers.get('cache-control')).toContain('private')
    const variants = readPlaylist(await master.text()).playlists ?? []
    expect(variants.length).toBeGreaterThan(1)
    for (const { uri } of variants) {
      const playlistUrl = new URL(uri, asset.playback.masterPlaylistUrl)
      const playlist = readPlaylist(await (await fetch(playlistUrl)).text())
      expect(playlist.endList).toBe(true)
      for (const segment of playlist.segments) {
        const response = await fetch(new URL(segment.uri, playlistUrl))
        expect(response.status).toBe(200)
        expect(response.headers.get('content-type')).toBe('video/mp2t')
        expect((await response.arrayBuffer()).byteLength % 188).toBe(0)
      }
    }
    const poster = await fetch(asset.playback.posterUrl, { headers: { range: 'bytes=0-1' } })
    expect(poster.status).toBe(206)
    expect(Buffer.from(await poster.arrayBuffer())).toEqual(Buffer.from([0xff, 0xd8]))

    expect((await world.said()).map(({ type }) => type)).toEqual(['media.uploaded', 'media.ready'])
  })
})

function readPlaylist(text: string) {
  const parser = new Parser()
  parser.push(text)
  parser.end()
  return parser.manifest
}
