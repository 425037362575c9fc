import type { Logger } from 'pino'

/** Work that is done when woken, and every now and then, never twice at once. */
export interface WorkLoop {
  start(): void
  /** Begins a round now, or right after the present one. */
  wake(): void
  /** Begins no further round and waits for the one in flight. */
  stop(): Promise<void>
}

/** A failed round is logged; the next one comes all the same. */
export function createWorkLoop(
  round: () => Promise<void>,
  { everyMilliseconds, logger }: { readonly everyMilliseconds: number; readonly logger: Logger },
): WorkLoop {
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let isWoken = false
  let isActive = false

  async function run(): Promise<void> {
    do {
      isWoken = false
      try {
        await round()
      } catch (error) {
        logger.warn({ err: error }, 'a round of payments failed and comes again')
      }
    } while (isWoken && isActive)
    running = null
    if (isActive) timer = setTimeout(wake, everyMilliseconds)
  }

  function wake(): void {
    isWoken = true
    if (!isActive || running !== null) return
    clearTimeout(timer)
    running = run()
  }

  return {
    start() {
      isActive = true
      wake()
    },
    wake,
    async stop() {
      isActive = false
      clearTimeout(timer)
      await running
    },
  }
}
