import { ffmpegAdvice, findPackageManager, hasFfmpeg, installFfmpeg } from './ffmpeg.mjs'
import { withSetupLock } from './lock.mjs'
import { needsOf, requiresFfmpeg } from './needs.mjs'
import { reportStep, say } from './report.mjs'
import { SetupError } from './setup-error.mjs'
import { readStamp, writeStamp } from './stamp.mjs'
import { steps } from './steps.mjs'

/** A failed installation of ffmpeg is not tried again on every start. */
const ffmpegRetryMilliseconds = 24 * 60 * 60 * 1_000

/** Brings the working copy to where the target can run. Fails with a SetupError. */
export async function prepare(target) {
  const names = needsOf(target).filter((name) => name !== 'ffmpeg')
  if (names.some(isDue)) {
    const onWait = (pid) => say(`waiting for another set-up to end (process ${pid ?? 'unknown'})`)
    await withSetupLock(() => runDueSteps(names), { onWait })
  }
  if (needsOf(target).includes('ffmpeg') && !hasFfmpeg()) await provideFfmpeg(target)
}

async function runDueSteps(names) {
  for (const name of names) {
    if (!isDue(name)) continue
    const { title, work, fingerprint, isVerbose } = steps[name]
    const before = fingerprint()
    await reportStep(title, work, { isVerbose })
    writeStamp(name, before)
  }
}

function isDue(name) {
  const { fingerprint, isDone } = steps[name]
  return readStamp()[name] !== fingerprint() || !isDone()
}

async function provideFfmpeg(target) {
  const isRequired = requiresFfmpeg(target)
  const packageManager = findPackageManager()
  const triedAt = readStamp().ffmpegTriedAt ?? 0
  const isWorthTrying = isRequired || Date.now() - triedAt > ffmpegRetryMilliseconds
  if (packageManager !== undefined && isWorthTrying) {
    try {
      const install = () => withSetupLock(() => installFfmpeg(packageManager), { onWait: () => undefined })
      await reportStep(`ffmpeg by ${packageManager.program}`, install)
      return
    } catch (error) {
      if (isRequired || !(error instanceof SetupError)) throw error
      writeStamp('ffmpegTriedAt', Date.now())
    }
  }
  const advice = `ffmpeg is missing. Install it with: ${ffmpegAdvice()}`
  if (isRequired) throw new SetupError(`${advice}\nNothing that transcodes can run here without it.`)
  say(`${advice} (the platform runs; uploads wait until it is there)`)
}
