import type { Logger } from 'pino'
import { endsWithin } from './timing.ts'

export interface LoopOptions {
  readonly name: string
  /** Does one round; resolves to the pause before the next one in milliseconds, which `wake` cuts short. */
  readonly round: () => Promise<number>
  readonly logger: Logger
}

/** Rounds one after the other, never two at once. */
export interface Loop {
  start(): void
  /** Begins the next round now; during a round, right after it. */
  wake(): void
  readonly isStopping: boolean
  /** Begins no further round and waits for the present one. */
  stop(timeoutMs: number): Promise<void>
}

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 10_000

/** A loop that survives errors: a failed round is logged and tried again after a growing pause. */
export function createLoop({ name, round, logger }: LoopOptions): Loop {
  let running: Promise<void> | undefined
  let isStopping = false
  let isWoken = false
  let endPause = () => {}

  async function run(): Promise<void> {
    let failures = 0
    while (!isStopping) {
      isWoken = false
      let pauseMs: number
      try {
        pauseMs = await round()
        failures = 0
      } catch (error) {
        pauseMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS)
        failures += 1
        logger.warn({ err: error, failures, pauseMs }, `${name} failed and will try again`)
      }
      await pause(pauseMs)
    }
  }

  function pause(durationMs: number): Promise<void> {
    if (isStopping || isWoken) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, durationMs)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    get isStopping() {
      return isStopping
    },
    start() {
      running ??= run()
    },
    wake() {
      isWoken = true
      endPause()
    },
    async stop(timeoutMs) {
      isStopping = true
      endPause()
      if (running !== undefined && !(await endsWithin(running, timeoutMs))) {
        logger.warn({ timeoutMs }, `${name} did not end in time`)
      }
    },
  }
}
