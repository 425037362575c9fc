import { withSetupLock } from './lock.mjs'
import { needsOf, requires } from './needs.mjs'
import { reportStep, say } from './report.mjs'
import { SetupError } from './setup-error.mjs'
import { readStamp, writeStamp } from './stamp.mjs'
import { steps } from './steps.mjs'
import {
  findPackageManager,
  hasProgram,
  installAdvice,
  installProgram,
  systemPrograms,
} from './system-programs.mjs'

/** A failed installation is not tried again on every start. */
const retryMilliseconds = 24 * 60 * 60 * 1_000

/** Brings the working copy to where the command, `{ target, targetArguments }`, can run. Fails with a SetupError. */
export async function prepare(command) {
  const names = needsOf(command).filter((name) => !(name in systemPrograms))
  if (names.some(isDue)) {
    const onWait = (pid) => say(`waiting for another set-up to end (process ${pid ?? 'unknown'})`)
    await withSetupLock(() => runDueSteps(names), { onWait })
  }
  for (const [name, program] of Object.entries(systemPrograms)) {
    if (needsOf(command).includes(name) && !hasProgram(program)) await provide(name, command)
  }
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

async function provide(name, command) {
  const program = systemPrograms[name]
  const isRequired = requires(command, name)
  const packageManager = findPackageManager()
  const triedAt = readStamp()[`${name}TriedAt`] ?? 0
  const isWorthTrying = isRequired || Date.now() - triedAt > retryMilliseconds
  if (packageManager !== undefined && isWorthTrying) {
    try {
      const install = () =>
        withSetupLock(() => installProgram(program, packageManager), { onWait: () => undefined })
      await reportStep(`${name} by ${packageManager.name}`, install)
      return
    } catch (error) {
      if (isRequired || !(error instanceof SetupError)) throw error
      writeStamp(`${name}TriedAt`, Date.now())
    }
  }
  const advice = `${name} is missing. Install it with: ${installAdvice(program)}`
  if (isRequired) throw new SetupError(`${advice}\nNothing that needs it can run here without it.`)
  say(`${advice} (${program.without})`)
}
