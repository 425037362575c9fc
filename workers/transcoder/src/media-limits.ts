import { availableParallelism } from 'node:os'

/** What one media file may be, and what the programs that read it may use. */
export interface MediaLimits {
  /** Longest accepted running time. */
  readonly maxDurationSeconds: number
  /** Largest accepted picture, width times height as stored. */
  readonly maxPixels: number
  readonly maxFrameRate: number
  /** Streams of any kind in the file. */
  readonly maxStreams: number
  /** Each run of a program is killed after this many seconds. */
  readonly wallClockSeconds: number
  /** Processor time of each run, summed over its threads. */
  readonly cpuSeconds: number
  /** Address space of each run. */
  readonly memoryBytes: number
  /** Largest single file that a run may write. */
  readonly outputFileBytes: number
  /** Threads of the decoder and of each encoder. */
  readonly threads: number
}

/** Room for a four-hour lecture in 4K. */
export const defaultMediaLimits: MediaLimits = {
  maxDurationSeconds: 4 * 3600,
  maxPixels: 4096 * 2304,
  maxFrameRate: 240,
  maxStreams: 32,
  wallClockSeconds: 6 * 3600,
  cpuSeconds: 24 * 3600,
  memoryBytes: 6 * 1024 ** 3,
  outputFileBytes: 256 * 1024 ** 2,
  threads: availableParallelism(),
}
