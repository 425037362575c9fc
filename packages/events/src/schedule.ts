import type { Logger } from 'pino'

/** Work that comes round again, never twice at once. */
export interface Schedule {
  start(): void
  /** Begins no further round and waits for the one in flight. */
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
    if (!hasStopped) timer = setTimeout(begin, everyMilliseconds)
  }

  function begin(): void {
    running = run()
  }

  return {
    start: begin,
    async stop() {
      hasStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
