import { Parser } from 'm3u8-parser'

import type { HlsReader } from './hls-reader.ts'

/** The reader of video.js. */
export const m3u8ParserReader: HlsReader = {
  name: 'm3u8-parser',
  readMaster(text, url) {
    const { independentSegments = false, mediaGroups, playlists = [] } = parse(text)
    return {
      variants: playlists.map(({ uri, attributes }) => ({
        url: new URL(uri, url).href,
        bandwidth: attributes.BANDWIDTH,
        averageBandwidth: Number(attributes['AVERAGE-BANDWIDTH']),
        codecs: attributes.CODECS.split(','),
        width: attributes.RESOLUTION?.width ?? 0,
        height: attributes.RESOLUTION?.height ?? 0,
        frameRate: attributes['FRAME-RATE'] ?? 0,
      })),
      captions: Object.values(mediaGroups?.SUBTITLES ?? {}).flatMap((group) =>
        Object.entries(group).map(([name, { language, uri }]) => ({
          url: new URL(uri, url).href,
          name,
          language,
        })),
      ),
      hasIndependentSegments: independentSegments,
    }
  },
  readMedia(text, url) {
    const { endList = false, independentSegments = false, segments, targetDuration = 0 } = parse(text)
    return {
      isWhole: endList,
      targetDurationSeconds: targetDuration,
      segments: segments.map(({ uri, duration }) => ({
        url: new URL(uri, url).href,
        durationSeconds: duration,
      })),
      hasIndependentSegments: independentSegments,
    }
  },
}

function parse(text: string): Parser['manifest'] {
  const parser = new Parser()
  parser.push(text)
  parser.end()
  return parser.manifest
}
