import { spawn } from 'node:child_process'
import { SetupError } from './setup-error.mjs'
import { fromRoot } from './root.mjs'

const keptCharacters = 8_000
const isWindows = process.platform === 'win32'

/** Runs a program to its end. With `isVerbose` its output is shown as it comes, otherwise only on failure. */
export function run(program, programArguments, { isVerbose = false, environment = {}, advice = '' } = {}) {
  return new Promise((resolve, reject) => {
    const output = isVerbose ? ['ignore', process.stderr, process.stderr] : ['ignore', 'pipe', 'pipe']
    const child = spawn(program, programArguments, {
      cwd: fromRoot(),
      stdio: output,
      shell: isWindows,
      env: { ...process.env, ...environment },
    })
    let tail = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => (tail = (tail + chunk).slice(-keptCharacters)))
    }
    const fail = (reason) =>
      reject(new SetupError([tail.trimEnd(), `${program} ${reason}.`, advice].filter(Boolean).join('\n')))
    child.once('error', (error) => fail(`could not be started: ${error.message}`))
    child.once('close', (code, signal) => {
      if (code === 0) resolve()
      else fail(signal === null ? `ended with code ${code}` : `was stopped by ${signal}`)
    })
  })
}

/** Runs a TypeScript file of ours to its end. */
export function runScript(file, scriptArguments) {
  return run(process.execPath, [...typescriptLoader(), fromRoot(file), ...scriptArguments])
}

/** Arguments that let Node run TypeScript. The loader's path is absolute: the target may change folders. */
export function typescriptLoader() {
  return ['--import', import.meta.resolve('tsx')]
}
