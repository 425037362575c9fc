import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Whether this machine can work on media. */
export interface FfmpegAvailability {
  readonly isAvailable: boolean
  /** For example `5.1.9-0+deb12u1`; null where there is no ffmpeg. */
  readonly ffmpegVersion: string | null
  /** What a person can do when it is not available; null when it is. */
  readonly advice: string | null
}

const installation = 'Install ffmpeg 5.1 or newer (apt install ffmpeg, brew install ffmpeg) and start again.'

/** Looks for ffmpeg and ffprobe on the PATH. Never throws: the platform runs without them, and uploads wait. */
export async function findFfmpeg(): Promise<FfmpegAvailability> {
  const [version, probeVersion, encoders] = await Promise.all([
    run('ffmpeg', '-version'),
    run('ffprobe', '-version'),
    run('ffmpeg', '-encoders'),
  ])
  const ffmpegVersion = /^ffmpeg version (\S+)/.exec(version ?? '')?.[1] ?? null
  const refuse = (advice: string) => ({ isAvailable: false, ffmpegVersion, advice })
  if (ffmpegVersion === null || probeVersion === null) return refuse(installation)
  if (isTooOld(ffmpegVersion)) return refuse(`ffmpeg ${ffmpegVersion} is too old. ${installation}`)
  if (!/\blibx264\b/.test(encoders ?? ''))
    return refuse(`This ffmpeg lacks the encoder libx264. ${installation}`)
  return { isAvailable: true, ffmpegVersion, advice: null }
}

/** True before 5.1, which brought `-fps_mode`. Development builds carry no number and count as new. */
export function isTooOld(version: string): boolean {
  const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(version) ?? []
  return major !== undefined && Number(major) * 100 + Number(minor) < 501
}

async function run(program: string, argument: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(program, ['-hide_banner', argument], { timeout: 10_000 })
    return stdout
  } catch {
    // Absent or broken: to the caller it is the same.
    return null
  }
}
