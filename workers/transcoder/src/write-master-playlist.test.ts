import { describe, expect, it } from 'vitest'

import type { Rendition } from './ladder-manifest.ts'
import { averageBandwidth, peakBandwidth } from './measure-rendition.ts'
import { renderMasterPlaylist, renderMediaPlaylist } from './write-master-playlist.ts'

const rendition: Rendition = {
  name: '720p',
  playlist: { file: '720p/index.m3u8', bytes: 200 },
  segments: [
    { file: '720p/segment_00000.ts', bytes: 500_000, durationSeconds: 2 },
    { file: '720p/segment_00001.ts', bytes: 300_000, durationSeconds: 1.5 },
  ],
  codecs: ['avc1.64001f', 'mp4a.40.2'],
  peakBandwidth: 2_000_000,
  averageBandwidth: 1_828_572,
  picture: { width: 1280, height: 720, frameRate: 29.97 },
}

describe('rendering a master playlist', () => {
  it('says of each rendition what a player chooses by', () => {
    expect(renderMasterPlaylist({ renditions: [rendition] })).toBe(
      [
        '#EXTM3U',
        '#EXT-X-VERSION:6',
        '#EXT-X-INDEPENDENT-SEGMENTS',
        '#EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1828572,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=29.970,CLOSED-CAPTIONS=NONE',
        '720p/index.m3u8',
        '',
      ].join('\n'),
    )
  })

  it('offers captions as a group that every rendition names', () => {
    const text = renderMasterPlaylist({
      renditions: [rendition],
      captions: [{ language: 'en', name: 'English', uri: 'captions/en.m3u8', isDefault: true }],
    })
    expect(text).toContain(
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,FORCED=NO,URI="captions/en.m3u8"',
    )
    expect(text).toContain('SUBTITLES="captions"')
  })

  it('does not let the name of a caption break out of its quotes', () => {
    const text = renderMasterPlaylist({
      renditions: [rendition],
      captions: [{ language: 'en', name: 'a",URI="evil"\n#EXT-X-STREAM-INF:', uri: 'en.m3u8' }],
    })
    expect(text.split('\n').filter((line) => line.startsWith('#EXT-X-STREAM-INF'))).toHaveLength(1)
    expect(text).toContain(`NAME="a',URI='evil' #EXT-X-STREAM-INF:"`)
  })

  it('says nothing of pictures where there is only sound', () => {
    const text = renderMasterPlaylist({
      renditions: [{ ...rendition, codecs: ['mp4a.40.2'], picture: null }],
    })
    expect(text).not.toMatch(/RESOLUTION|FRAME-RATE|CLOSED-CAPTIONS/)
  })

  it('gives every file the address that its viewer fetches it from', () => {
    const toUri = (file: string) => `/hls/token/${file}`
    expect(renderMasterPlaylist({ renditions: [rendition], toUri })).toContain(
      '\n/hls/token/720p/index.m3u8\n',
    )
    const lines = renderMediaPlaylist(rendition, toUri).split('\n')
    expect(lines).toContain('#EXT-X-TARGETDURATION:2')
    expect(lines.slice(-6)).toEqual([
      '#EXTINF:2.000000,',
      '/hls/token/720p/segment_00000.ts',
      '#EXTINF:1.500000,',
      '/hls/token/720p/segment_00001.ts',
      '#EXT-X-ENDLIST',
      '',
    ])
  })
})

describe('measuring bandwidth', () => {
  it('takes the worst stretch near a target duration, not a short last segment alone', () => {
    const segments = [
      { file: 'a', bytes: 250_000, durationSeconds: 2 },
      { file: 'b', bytes: 500_000, durationSeconds: 2 },
      { file: 'c', bytes: 100_000, durationSeconds: 0.1 },
    ]
    expect(averageBandwidth(segments)).toBe(Math.ceil((850_000 * 8) / 4.1))
    expect(peakBandwidth(segments)).toBe(Math.ceil((600_000 * 8) / 2.1))
  })

  it('takes a single short segment as it is', () => {
    expect(peakBandwidth([{ file: 'a', bytes: 1000, durationSeconds: 0.1 }])).toBe(80_000)
  })
})
