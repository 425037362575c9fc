import type { Logger } from 'pino'

/** Work that comes round again, never twice at once. */
export interface Schedule {
  /** Does it once, then again after each pause. */
  start(): Promise<void>
  /** Waits for the round in flight. */
  stop(): Promise<void>
}

/** A failed round is logged; the next one comes all the same. */
export function createSchedule(
  round: () => Promise<void>,
  { everyMilliseconds, logger }: { readonly everyMilliseconds: number; readonly logger: Logger },
): Schedule {
  let running = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let hasStopped = false

  async function run(): Promise<void> {
    try {
      await round()
    } catch (error) {
      logger.warn({ err: error }, 'a round failed and comes again')
    }
    if (hasStopped) return
    timer = setTimeout(() => {
      running = run()
    }, everyMilliseconds)
    timer.unref()
  }

  return {
    start() {
      running = run()
      return running
    },
    async stop() {
      hasStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
