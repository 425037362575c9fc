import type { Cue } from './parse-captions.ts'

/**
 * Captions as WebVTT again, in one form whatever they were uploaded in. With `mpegTsStart` (of the ladder's manifest) they are a
 * segment for HLS: the header ties their zero to the first frame's time stamp, because MPEG-TS does not start at zero.
 */
export function renderCaptions(cues: readonly Cue[], options: { mpegTsStart?: number } = {}): string {
  const { mpegTsStart } = options
  const header =
    mpegTsStart === undefined ? 'WEBVTT' : `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:${mpegTsStart},LOCAL:00:00:00.000`
  const blocks = cues.map((cue) => {
    const times = `${toTimestamp(cue.startSeconds)} --> ${toTimestamp(cue.endSeconds)}`
    return `${cue.settings ? `${times} ${cue.settings}` : times}\n${cue.text}`
  })
  return `${[header, ...blocks].join('\n\n')}\n`
}

/** The media playlist of one language: a single segment as long as the video, for captions are small. */
export function renderCaptionPlaylist(options: { durationSeconds: number; segmentUri: string }): string {
  const { durationSeconds, segmentUri } = options
  return [
    ...['#EXTM3U', '#EXT-X-VERSION:6', `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(durationSeconds))}`],
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD', `#EXTINF:${durationSeconds.toFixed(3)},`],
    ...[segmentUri, '#EXT-X-ENDLIST', ''],
  ].join('\n')
}

function toTimestamp(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000)
  const pad = (value: number, length = 2) => String(Math.floor(value)).padStart(length, '0')
  const clock = [milliseconds / 3_600_000, (milliseconds / 60_000) % 60, (milliseconds / 1000) % 60]
  return `${clock.map((part) => pad(part)).join(':')}.${pad(milliseconds % 1000, 3)}`
}
