import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

import { keepLastLines } from './bounded-lines.ts'
import { explainFailure } from './explain-failure.ts'
import { inputGuards } from './input-guards.ts'
import { killTree, launcher, limitArguments } from './limited-command.ts'
import type { MediaLimits } from './media-limits.ts'
import { startDeadline } from './run-deadline.ts'

/** One run of ffprobe over one untrusted file. */
export interface FfprobeRun {
  readonly file: string
  readonly arguments: readonly string[]
  readonly limits: MediaLimits
  readonly signal?: AbortSignal | undefined
  /** Takes each line of the answer, so that a long answer is never held whole. */
  readonly onLine: (line: string) => void
}

/**
 * Runs ffprobe to its end under the same guards and limits as ffmpeg (fluent-ffmpeg's own ffprobe knows none) and returns its
 * complaints.
 * @throws {MediaFailure} when the file cannot be read; the signal's reason when aborted.
 */
export async function runFfprobe(run: FfprobeRun): Promise<string> {
  const deadline = startDeadline(run.limits, run.signal)
  deadline.throwIfPassed()
  const lastWords = keepLastLines()
  const probeArguments = ['-hide_banner', '-v', 'error', ...inputGuards, ...run.arguments, resolve(run.file)]
  const program = process.platform === 'win32' ? 'ffprobe' : launcher
  const child = spawn(program, [...limitArguments('ffprobe', run.limits), ...probeArguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  const kill = () => {
    if (child.pid !== undefined) killTree(child.pid)
  }
  deadline.signal.addEventListener('abort', kill, { once: true })
  createInterface({ input: child.stderr }).on('line', (line) => lastWords.append(line))
  createInterface({ input: child.stdout }).on('line', run.onLine)

  const exit = await new Promise<string | null>((settle) => {
    child.on('error', (error) => settle(error.message))
    child.on('close', (code, signal) => {
      settle(
        code === 0
          ? null
          : signal
            ? `ffprobe was killed with signal ${signal}`
            : `ffprobe exited with code ${code}`,
      )
    })
  })
  deadline.signal.removeEventListener('abort', kill)
  deadline.throwIfPassed()
  if (exit !== null) throw explainFailure(exit, lastWords.text())
  return lastWords.text()
}
