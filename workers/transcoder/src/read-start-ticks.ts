import type { MediaLimits } from './media-limits.ts'
import { runFfprobe } from './run-ffprobe.ts'

/** The earliest time stamp of a segment, in ticks of 90 kHz, the clock of MPEG-TS. */
export async function readStartTicks(
  file: string,
  options: { limits: MediaLimits; signal?: AbortSignal | undefined },
): Promise<number> {
  const lines: string[] = []
  await runFfprobe({
    ...options,
    file,
    arguments: ['-show_entries', 'format=start_time', '-of', 'csv=p=0'],
    onLine: (line) => lines.push(line),
  })
  const seconds = Number(lines[0])
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 90_000) : 0
}
