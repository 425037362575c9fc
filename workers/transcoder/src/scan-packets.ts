import { runFfprobe } from './run-ffprobe.ts'
import type { MediaLimits } from './media-limits.ts'

/** What the packets of a file say, as opposed to its headers. Seconds on the file's own clock. */
export interface PacketScan {
  readonly startSeconds: number
  readonly videoEndSeconds: number
  readonly audioEndSeconds: number
  readonly isVariableFrameRate: boolean
  /** Frames per second by the most common distance between frames; 0 without video. */
  readonly commonFrameRate: number
  readonly hasMissingPackets: boolean
}

/** The streams to scan; null where there is none. */
export interface ScannedStreams {
  readonly videoIndex: number | null
  readonly audioIndex: number | null
}

/**
 * Reads every packet without decoding it, which takes the time to read the file: headers promise a running time, only packets
 * prove it.
 */
export async function scanPackets(
  file: string,
  streams: ScannedStreams,
  options: { limits: MediaLimits; signal?: AbortSignal | undefined },
): Promise<PacketScan> {
  const frameTimes: number[] = []
  let startSeconds = Infinity
  let videoEndSeconds = 0
  let audioEndSeconds = 0

  const complaints = await runFfprobe({
    ...options,
    file,
    arguments: ['-show_entries', 'packet=stream_index,pts_time,duration_time', '-of', 'csv=p=0'],
    onLine(line) {
      const [index, pts, duration] = line.split(',').map(Number)
      if (index === undefined || pts === undefined || Number.isNaN(pts)) return
      const end = pts + (duration || 0)
      if (index === streams.videoIndex) {
        frameTimes.push(pts)
        videoEndSeconds = Math.max(videoEndSeconds, end)
      } else if (index === streams.audioIndex) {
        audioEndSeconds = Math.max(audioEndSeconds, end)
      } else return
      startSeconds = Math.min(startSeconds, pts)
    },
  })

  return {
    startSeconds: Number.isFinite(startSeconds) ? startSeconds : 0,
    videoEndSeconds,
    audioEndSeconds,
    ...describeFrameTimes(frameTimes),
    hasMissingPackets: /partial file|ended prematurely|Truncat/i.test(complaints),
  }
}

/**
 * Variable means that more than one frame in fifty keeps another distance than the most common one. Container clocks round
 * (Matroska to a millisecond) and cameras drop a frame now and then: neither is variable.
 */
export function describeFrameTimes(
  times: readonly number[],
): Pick<PacketScan, 'isVariableFrameRate' | 'commonFrameRate'> {
  const sorted = Float64Array.from(times).sort()
  const distances = sorted.slice(1).map((time, index) => time - (sorted[index] ?? 0))
  const common = Float64Array.from(distances).sort()[Math.floor(distances.length / 2)] ?? 0
  if (common <= 0) return { isVariableFrameRate: false, commonFrameRate: 0 }
  const tolerance = Math.max(common * 0.1, 0.0015)
  const strays = distances.filter((distance) => Math.abs(distance - common) > tolerance).length
  return { isVariableFrameRate: strays > distances.length / 50, commonFrameRate: 1 / common }
}
