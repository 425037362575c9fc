/** Length of every segment but the last, in seconds. Key frames and segments are cut to the same clock. */
export const segmentSeconds = 2

/** The name of each rung's own playlist, inside its folder. */
export const mediaPlaylistName = 'index.m3u8'

/** AAC-LC, stereo, one clock for every source. */
export function audioArguments(): string[] {
  return ['-c:a', 'aac', '-ac', '2', '-ar', '48000', '-af', 'aresample=async=1:first_pts=0']
}

/**
 * The arguments that write one HLS stream per entry of `streams` (in the language of `-var_stream_map`), each into a folder of its
 * own name. Segments are MPEG-TS, not fragmented MP4: old televisions and native players read it too, a segment stands by itself
 * without an init file, and captions can be tied to its clock; it costs about 3 % more bytes.
 */
export function hlsArguments(streams: readonly string[]): string[] {
  return [
    ...['-f', 'hls', '-hls_time', String(segmentSeconds), '-hls_playlist_type', 'vod'],
    ...['-hls_flags', 'independent_segments+temp_file', '-hls_segment_type', 'mpegts'],
    ...['-hls_segment_filename', '%v/segment_%05d.ts', '-var_stream_map', streams.join(' ')],
  ]
}

/** The target that goes with `hlsArguments`. */
export const hlsTarget = `%v/${mediaPlaylistName}`
