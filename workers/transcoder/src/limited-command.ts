import { fileURLToPath } from 'node:url'

import type { MediaLimits } from './media-limits.ts'

/** The script that runs a program under limits; on Windows, which has none of them, ffmpeg itself. */
export const launcher =
  process.platform === 'win32' ? 'ffmpeg' : fileURLToPath(new URL('launch-limited.sh', import.meta.url))

/** The arguments that make the launcher run `program`; none where there is no launcher. */
export function limitArguments(program: 'ffmpeg' | 'ffprobe', limits: MediaLimits): string[] {
  if (process.platform === 'win32') return []
  const { cpuSeconds, memoryBytes, outputFileBytes } = limits
  return ['--limits', ...[cpuSeconds, memoryBytes, outputFileBytes].map((n) => String(Math.ceil(n))), program]
}

/** Kills a program and whatever it started. A process that is gone already is no fault. */
export function killTree(processId: number): void {
  for (const target of [-processId, processId]) {
    try {
      process.kill(target, 'SIGKILL')
      return
    } catch (error) {
      if (!isNoSuchProcess(error)) throw error
    }
  }
}

function isNoSuchProcess(error: unknown): boolean {
  // EINVAL and EPERM: platforms without process groups, or a group that has just ended.
  return (
    error instanceof Error && 'code' in error && ['ESRCH', 'EINVAL', 'EPERM'].includes(String(error.code))
  )
}
