import { M3U8Parser, PlaylistLevelType } from 'hls.js'

import type { HlsReader } from './hls-reader.ts'

/** The parser inside of hls.js, which its module exports. */
export const hlsJsReader: HlsReader = {
  name: 'hls.js',
  readMaster(text, url) {
    const parsed = M3U8Parser.parseMasterPlaylist(text, url)
    if (parsed.playlistParsingError !== null) throw parsed.playlistParsingError
    const { SUBTITLES = [] } = M3U8Parser.parseMasterPlaylistMedia(text, url, parsed)
    return {
      variants: parsed.levels.map((level) => ({
        url: level.url,
        bandwidth: level.attrs.decimalInteger('BANDWIDTH'),
        averageBandwidth: level.attrs.decimalInteger('AVERAGE-BANDWIDTH'),
        codecs: [level.videoCodec, level.audioCodec].filter((codec) => codec !== undefined),
        width: level.width ?? 0,
        height: level.height ?? 0,
        frameRate: level.attrs.decimalFloatingPoint('FRAME-RATE'),
      })),
      captions: SUBTITLES.map((track) => ({ url: track.url, name: track.name, language: track.lang ?? '' })),
      hasIndependentSegments: null,
    }
  },
  readMedia(text, url) {
    const details = M3U8Parser.parseLevelPlaylist(text, url, 0, PlaylistLevelType.MAIN, 0, null)
    if (details.playlistParsingError !== null) throw details.playlistParsingError
    return {
      isWhole: !details.live,
      targetDurationSeconds: details.targetduration,
      segments: details.fragments.map((fragment) => ({
        url: fragment.url ?? '',
        durationSeconds: fragment.duration,
      })),
      hasIndependentSegments: null,
    }
  },
}
