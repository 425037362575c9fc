import { resolve } from 'node:path'

import ffmpeg from 'fluent-ffmpeg'

import { keepLastLines } from './bounded-lines.ts'
import { explainFailure } from './explain-failure.ts'
import { inputGuards } from './input-guards.ts'
import { killTree, launcher, limitArguments } from './limited-command.ts'
import type { MediaLimits } from './media-limits.ts'
import { createProgress } from './progress.ts'
import { startDeadline } from './run-deadline.ts'

/** One run of ffmpeg over one untrusted file. */
export interface FfmpegRun {
  readonly inputFile: string
  /** Arguments between the guards and `-i`. */
  readonly inputArguments?: readonly string[]
  readonly outputArguments: readonly string[]
  /** The last argument, relative to `outputFolder`. */
  readonly outputTarget: string
  readonly outputFolder: string
  readonly limits: MediaLimits
  /** Known running time of the output; percentages are of it. */
  readonly durationSeconds: number
  readonly onProgress?: ((percent: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs ffmpeg to its end. The only place that knows fluent-ffmpeg. Settles when the process is gone, never before, so that the
 * caller may remove what it wrote.
 * @throws {MediaFailure} when ffmpeg fails, a limit ends it, or it is not installed; the signal's reason when aborted.
 */
export async function runFfmpeg(run: FfmpegRun): Promise<void> {
  const { inputFile, inputArguments = [], limits } = run
  const deadline = startDeadline(limits, run.signal)
  deadline.throwIfPassed()
  const progress = createProgress(run.durationSeconds, run.onProgress)
  const lastWords = keepLastLines()

  const command = ffmpeg({ cwd: run.outputFolder, stdoutLines: 20 })
    .setFfmpegPath(launcher)
    .input(resolve(inputFile))
    // Spread, never an array: fluent-ffmpeg would split an array's elements at spaces.
    .inputOptions(
      ...limitArguments('ffmpeg', limits),
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'level+info', '-progress', 'pipe:2'],
      ...['-max_error_rate', '0.05', '-threads', String(limits.threads)],
      ...inputGuards,
      ...inputArguments,
    )
    .outputOptions('-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn', ...run.outputArguments)
    .output(run.outputTarget)
    .on('stderr', (line: string) => {
      if (!progress.read(line) && !isRemark(line)) lastWords.append(line)
    })

  const exit = await new Promise<string | null>((settle) => {
    const kill = () => {
      const processId = runningProcessId(command)
      if (processId !== undefined) killTree(processId)
    }
    deadline.signal.addEventListener('abort', kill, { once: true })
    const finish = (outcome: string | null) => {
      deadline.signal.removeEventListener('abort', kill)
      settle(outcome)
    }
    command
      .on('start', () => {
        // Aborted while fluent-ffmpeg was still looking up encoders: there was nothing to kill then.
        if (deadline.signal.aborted) kill()
      })
      .on('end', () => finish(null))
      .on('error', (error: Error) => finish(error.message))
      .run()
  })

  // Even an end without error counts as aborted then: the caller no longer wants it.
  deadline.throwIfPassed()
  if (exit !== null) throw explainFailure(exit, lastWords.text())
}

/** ffmpeg tells only as a remark that a signal ended it, so remarks are read; all others would push complaints out. */
function isRemark(line: string): boolean {
  return line.includes('[info]') && !line.includes('received signal')
}

/** fluent-ffmpeg keeps its child process on the command, but its types do not say so. */
function runningProcessId(command: ffmpeg.FfmpegCommand): number | undefined {
  const child: unknown = Reflect.get(command, 'ffmpegProc')
  if (typeof child !== 'object' || child === null || !('pid' in child)) return undefined
  return typeof child.pid === 'number' ? child.pid : undefined
}
