import type { MediaLimits } from './media-limits.ts'
import { runFfprobe } from './run-ffprobe.ts'

/**
 * The time stamp of a segment's first frame, in ticks of 90 kHz, the clock of MPEG-TS. Sound is asked only where there is no
 * picture: its encoder's lead-in starts a little before zero.
 */
export async function readStartTicks(
  file: string,
  options: { limits: MediaLimits; signal?: AbortSignal | undefined },
): Promise<number> {
  const starts = new Map<string, number>()
  await runFfprobe({
    ...options,
    file,
    arguments: ['-show_entries', 'stream=codec_type,start_time', '-of', 'csv=p=0'],
    onLine(line) {
      const [type = '', seconds] = line.split(',')
      if (!starts.has(type) && Number(seconds) > 0) starts.set(type, Number(seconds))
    },
  })
  return Math.round((starts.get('video') ?? starts.get('audio') ?? 0) * 90_000)
}
