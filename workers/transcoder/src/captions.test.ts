import { describe, expect, it } from 'vitest'

import { renderCaptionPlaylist, renderCaptions } from './caption-playlist.ts'
import { parseCaptions } from './parse-captions.ts'

const parse = (text: string) => parseCaptions(new TextEncoder().encode(text))

describe('reading captions', () => {
  it('reads cues with names, settings and Windows line ends after a byte order mark', () => {
    const cues = parse(
      '\uFEFFWEBVTT - title\r\nKind: captions\r\n\r\nNOTE a note\r\n\r\n1\r\n00:01.000 --> 00:00:02.500 align:start evil:1\r\n<v Ann>Hi</v>\r\n',
    )
    expect(cues).toEqual([
      { startSeconds: 1, endSeconds: 2.5, settings: 'align:start', text: '<v Ann>Hi</v>' },
    ])
  })

  it.each([
    ['an empty file', ''],
    ['subtitles of another format', '1\n00:00:01,000 --> 00:00:02,000\nHi\n'],
    ['a word that only begins so', 'WEBVTTX\n\n00:01.000 --> 00:02.000\nHi\n'],
    ['no cue at all', 'WEBVTT\n\nNOTE nothing\n'],
    ['a comma in a time', 'WEBVTT\n\n00:00:01,000 --> 00:00:02.000\nHi\n'],
    ['a minute of seventy seconds', 'WEBVTT\n\n00:01.000 --> 00:70.000\nHi\n'],
    ['a cue that ends before it starts', 'WEBVTT\n\n00:02.000 --> 00:01.000\nHi\n'],
    ['text without a time', 'WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\nlost text\n'],
    ['a cue glued to the next', 'WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n00:03.000 --> 00:04.000\nHo\n'],
    ['bytes that are no text', 'WEBVTT\n\n00:01.000 --> 00:02.000\n\0\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ reason: 'INVALID_CAPTIONS', isPermanent: true }),
    )
  })

  it('refuses what is not UTF-8', () => {
    expect(() => parseCaptions(Uint8Array.of(0x57, 0xff, 0xfe))).toThrow(
      expect.objectContaining({ reason: 'INVALID_CAPTIONS' }),
    )
  })

  it('names the line that is wrong', () => {
    expect(() => parse('WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\n2\n00:05 --> 00:06\nHo\n')).toThrow('Line 7')
  })

  it('drops tags that WebVTT does not know, and style sheets', () => {
    const [cue] = parse(
      'WEBVTT\n\nSTYLE\n::cue { background: url(//evil) }\n\n00:01.000 --> 00:02.000\n<script>x</script> <b>bold</b> <img src=x\n',
    )
    expect(cue?.text).toBe('x <b>bold</b> ')
  })
})

describe('serving captions', () => {
  const cues = parse(
    'WEBVTT\n\n1:00:02.010 --> 1:00:03.500\nlater\n\n00:01.000 --> 00:02.000\nfirst\n'.replaceAll(
      '1:00:0',
      '01:00:0',
    ),
  )

  it('writes one form, in order of time, that reads back the same', () => {
    expect(renderCaptions(cues)).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nfirst\n\n01:00:02.010 --> 01:00:03.500\nlater\n',
    )
    expect(parse(renderCaptions(cues))).toEqual(cues)
  })

  it('ties a segment to the clock of the ladder', () => {
    expect(renderCaptions(cues, { mpegTsStart: 132_000 })).toContain(
      'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:132000,LOCAL:00:00:00.000\n\n',
    )
    expect(renderCaptionPlaylist({ durationSeconds: 7.8, segmentUri: 'en.vtt' })).toBe(
      '#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:8\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:7.800,\nen.vtt\n#EXT-X-ENDLIST\n',
    )
  })
})
