/** Turns ffmpeg's `-progress` lines into whole percentages that only grow. */
export interface Progress {
  /** Takes one line; false when it is not about progress. */
  read(line: string): boolean
}

const progressLine =
  /^(frame|fps|stream_\d+_\d+_\w+|bitrate|total_size|out_time\w*|dup_frames|drop_frames|speed|progress)=/

/** Reports 0 to 99; that the work is done only its caller knows. */
export function createProgress(durationSeconds: number, onPercent?: (percent: number) => void): Progress {
  let reported = -1
  return {
    read(line) {
      if (!progressLine.test(line)) return false
      const microseconds = /^out_time_us=(\d+)$/.exec(line.trim())?.[1]
      if (microseconds !== undefined && durationSeconds > 0) {
        const percent = Math.min(99, Math.floor(Number(microseconds) / durationSeconds / 10_000))
        if (percent > reported) {
          reported = percent
          onPercent?.(percent)
        }
      }
      return true
    },
  }
}
