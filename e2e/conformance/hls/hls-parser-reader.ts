import { parse } from 'hls-parser'

import type { HlsReader } from './hls-reader.ts'

/** A reader that is nobody's player and the strictest of them. */
export const hlsParserReader: HlsReader = {
  name: 'hls-parser',
  readMaster(text, url) {
    const playlist = parse(text)
    if (!('variants' in playlist)) throw new Error(`${url} is no master playlist`)
    const { variants } = playlist
    const captions = variants.flatMap(({ subtitles }) => subtitles)
    return {
      variants: variants.map((variant) => ({
        url: new URL(variant.uri, url).href,
        bandwidth: variant.bandwidth,
        averageBandwidth: variant.averageBandwidth ?? 0,
        codecs: variant.codecs?.split(',') ?? [],
        width: variant.resolution?.width ?? 0,
        height: variant.resolution?.height ?? 0,
        frameRate: variant.frameRate ?? 0,
      })),
      // Every variant names the same group.
      captions: [...new Map(captions.map((track) => [track.uri, track])).values()].map((track) => ({
        url: new URL(track.uri ?? '', url).href,
        name: track.name,
        language: track.language ?? '',
      })),
      hasIndependentSegments: playlist.independentSegments ?? false,
    }
  },
  readMedia(text, url) {
    const playlist = parse(text)
    if (!('segments' in playlist)) throw new Error(`${url} is no media playlist`)
    return {
      isWhole: playlist.endlist,
      targetDurationSeconds: playlist.targetDuration,
      segments: playlist.segments.map(({ uri, duration }) => ({
        url: new URL(uri, url).href,
        durationSeconds: duration,
      })),
      hasIndependentSegments: playlist.independentSegments ?? false,
    }
  },
}
