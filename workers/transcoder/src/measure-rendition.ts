import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { mediaPlaylistName } from './hls-output.ts'
import type { Rendition } from './ladder-manifest.ts'

/** A segment as written. */
export type MeasuredSegment = Rendition['segments'][number]

/** Reads what ffmpeg wrote for one rung: segments, their lengths and sizes. */
export async function measureRendition(
  outputFolder: string,
  planned: Pick<Rendition, 'name' | 'codecs' | 'picture'>,
): Promise<Rendition> {
  const playlistFile = `${planned.name}/${mediaPlaylistName}`
  const text = await readFile(join(outputFolder, playlistFile), 'utf8')
  const entries = [...text.matchAll(/^#EXTINF:([\d.]+),.*\n(.+)$/gm)]
  const segments = await Promise.all(
    entries.map(async ([, duration, name]) => {
      const file = `${planned.name}/${name ?? ''}`
      const { size } = await stat(join(outputFolder, file))
      return { file, bytes: size, durationSeconds: Number(duration) }
    }),
  )
  return {
    ...planned,
    playlist: { file: playlistFile, bytes: Buffer.byteLength(text) },
    segments,
    peakBandwidth: peakBandwidth(segments),
    averageBandwidth: averageBandwidth(segments),
  }
}

/** The sum of the segments' lengths, in seconds. */
export function totalSeconds(segments: readonly MeasuredSegment[]): number {
  return segments.reduce((sum, segment) => sum + segment.durationSeconds, 0)
}

/** Bits per second over all segments. */
export function averageBandwidth(segments: readonly MeasuredSegment[]): number {
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  return Math.ceil((bytes * 8) / Math.max(totalSeconds(segments), 0.001))
}

/**
 * RFC 8216 section 4.1: the largest bit rate of any run of neighbouring segments that lasts between half and one and a half target
 * durations. A ladder shorter than that is one run.
 */
export function peakBandwidth(segments: readonly MeasuredSegment[]): number {
  const target = targetDuration(segments)
  let peak = 0
  for (let first = 0; first < segments.length; first += 1) {
    let bytes = 0
    let seconds = 0
    for (const segment of segments.slice(first, first + maxRun(target))) {
      bytes += segment.bytes
      seconds += segment.durationSeconds
      if (seconds > target * 1.5) break
      if (seconds >= target * 0.5) peak = Math.max(peak, Math.ceil((bytes * 8) / seconds))
    }
  }
  return peak || averageBandwidth(segments)
}

/** RFC 8216 section 4.3.3.1: no segment, rounded to the nearest second, is longer. */
export function targetDuration(segments: readonly MeasuredSegment[]): number {
  return Math.max(1, ...segments.map((segment) => Math.round(segment.durationSeconds)))
}

/** Only a damaged playlist has more segments than this in one run. */
function maxRun(target: number): number {
  return Math.max(8, target * 8)
}
