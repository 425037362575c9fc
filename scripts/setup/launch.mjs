import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fromRoot } from './root.mjs'
import { typescriptLoader } from './spawn.mjs'

const isWindows = process.platform === 'win32'
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** npm and the terminal both deliver one Ctrl-C; a person who presses it again is slower than this. */
const repeatMilliseconds = 500
const parentCheckMilliseconds = 500

/** Runs the target with this process's terminal, signals and exit code. */
export async function launch(target, targetArguments) {
  const [program, programArguments] = commandOf(target, targetArguments)
  if (program === null) {
    process.stderr.write(`There is no ${target} in node_modules/.bin, and it is no *.ts file.\n`)
    process.exit(127)
  }
  // A process group of its own: the terminal's Ctrl-C reaches this process alone, which passes it on once.
  // The channel carries nothing: that it closes tells a program of ours that this process is gone, however it ended.
  const channel = target.endsWith('.ts') ? ['ipc'] : []
  const child = spawn(program, programArguments, {
    cwd: fromRoot(),
    stdio: ['inherit', 'inherit', 'inherit', ...channel],
    detached: !isWindows,
    shell: isWindows && program !== process.execPath,
  })
  forwardSignals(child)
  endWithNpm(child)
  child.once('error', (error) => {
    process.stderr.write(`${target} could not be started: ${error.message}\n`)
    process.exit(126)
  })
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0))
  })
}

function commandOf(target, targetArguments) {
  if (target.endsWith('.ts')) {
    return [process.execPath, [...typescriptLoader(), fromRoot(target), ...targetArguments]]
  }
  const program = fromRoot('node_modules/.bin', isWindows ? `${target}.cmd` : target)
  return [existsSync(program) ? program : null, targetArguments]
}

function forwardSignals(child) {
  const forwardedAt = new Map()
  for (const signal of forwarded) {
    process.on(signal, () => {
      const now = performance.now()
      if (now - (forwardedAt.get(signal) ?? -Infinity) < repeatMilliseconds) return
      forwardedAt.set(signal, now)
      child.kill(signal)
    })
  }
}

/** npm passes SIGTERM on to its shell, not to what the shell runs: that the shell is gone is how it is heard of here. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined || isWindows) return
  const shell = process.ppid
  setInterval(() => {
    if (process.ppid !== shell) child.kill('SIGTERM')
  }, parentCheckMilliseconds).unref()
}
