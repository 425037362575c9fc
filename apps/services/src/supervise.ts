import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

import type { Instance } from './plan-instances.ts'
import { programOf } from './services.ts'
import type { Variables } from './variables-of.ts'

export interface SupervisorOptions {
  readonly variables: Variables
  /** Called with each line that the process writes. */
  readonly onLine: (line: string) => void
  /** Called when the process ended by itself, before it is started again. */
  readonly onCrash: (reason: string) => void
}

/** Keeps one process running: when it dies it is started again, later each time. */
export interface Supervisor {
  readonly instance: Instance
  /** Starts the process; resolves when it answers that it is healthy. @throws {Error} when it cannot start */
  start(): Promise<void>
  /** Ends it in order, by SIGTERM, and does not start it again. */
  stop(): Promise<void>
  /** Ends it at once, as a crash does; it comes back by itself. Resolves when it is dead. */
  kill(): Promise<void>
  /** Resolves when the process answers that it is healthy. */
  whenHealthy(): Promise<void>
}

/** What Node loads TypeScript with. */
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const root = fileURLToPath(new URL('../../..', import.meta.url))

const firstPauseMs = 250
const longestPauseMs = 10_000
/** A process that lived so long is well again: the next crash is the first. */
const wellAfterMs = 30_000
const stopTimeoutMs = 35_000
const startTimeoutMs = 90_000
const pollMs = 50

export function supervise(instance: Instance, options: SupervisorOptions): Supervisor {
  let child: ChildProcess | null = null
  let isWanted = false
  let pauseMs = firstPauseMs
  let retry: NodeJS.Timeout | undefined

  function launch(): void {
    const startedAt = performance.now()
    const current = spawnProgram(instance, options)
    child = current
    current.once('exit', (code, signal) => {
      if (child === current) child = null
      if (!isWanted) return
      options.onCrash(signal === null ? `ended with ${code}` : `was ended by ${signal}`)
      if (performance.now() - startedAt > wellAfterMs) pauseMs = firstPauseMs
      retry = setTimeout(launch, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
  }

  async function whenHealthy(): Promise<void> {
    const deadline = performance.now() + startTimeoutMs
    while (!(await isHealthy(instance.url))) {
      if (!isWanted) throw new Error(`${instance.service} was stopped before it answered`)
      if (performance.now() > deadline) throw new Error(`${instance.service} is not healthy in time`)
      await wait(pollMs)
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const current = child
    if (current === null) return
    const exited = once(current, 'exit')
    current.kill(signal)
    const timer = setTimeout(() => current.kill('SIGKILL'), stopTimeoutMs)
    await exited
    clearTimeout(timer)
  }

  return {
    instance,
    async start() {
      if (!isWanted) {
        isWanted = true
        pauseMs = firstPauseMs
        launch()
      }
      await whenHealthy()
    },
    async stop() {
      isWanted = false
      clearTimeout(retry)
      await end('SIGTERM')
    },
    kill: () => end('SIGKILL'),
    whenHealthy,
  }
}

/**
 * A process group of its own: the terminal's Ctrl-C reaches us alone, and we stop everything in order. The channel carries
 * nothing: that it closes tells the process that we are gone, however we ended.
 */
function spawnProgram({ service }: Instance, { variables, onLine }: SupervisorOptions): ChildProcess {
  const child = spawn(process.execPath, ['--import', loader, programOf(service)], {
    cwd: root,
    detached: process.platform !== 'win32',
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', onLine)
  }
  return child
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(3_000) })).ok
  } catch {
    return false // It does not listen yet, or no longer.
  }
}
