import { RateLimitedError } from '@lyceum/kit'

/** Work that waits for its turn: each caller has a line of its own, and the lines take turns. */
export interface FairQueue {
  /** @throws {RateLimitedError} when the turn has not come in time; `work` is then never begun */
  run<T>(caller: string, work: () => Promise<T>): Promise<T>
}

export interface FairQueueOptions {
  /** How much runs at one time. */
  readonly concurrency: number
  /** Milliseconds after which who waits is sent away. */
  readonly longestWaitMs: number
}

interface Waiting {
  readonly start: () => void
  readonly timer: NodeJS.Timeout
}

/**
 * A queue for work that costs much and that anybody may ask for. However much one caller asks for, another waits for one turn;
 * and what nobody waits for any more is not done.
 */
export function createFairQueue({ concurrency, longestWaitMs }: FairQueueOptions): FairQueue {
  /** In the order of their next turns; a line is dropped when it is empty. */
  const lines = new Map<string, Set<Waiting>>()
  let running = 0

  function leave(caller: string, waiting: Waiting): void {
    const line = lines.get(caller)
    line?.delete(waiting)
    if (line?.size === 0) lines.delete(caller)
  }

  function startNext(): void {
    const [next] = lines
    if (next === undefined || running >= concurrency) return
    const [caller, line] = next
    const [waiting] = line
    if (waiting === undefined) return
    leave(caller, waiting)
    // To the end: everybody else has a turn before this caller's next one.
    if (lines.delete(caller)) lines.set(caller, line)
    clearTimeout(waiting.timer)
    running += 1
    waiting.start()
  }

  function takeTurn(caller: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: resolve,
        timer: setTimeout(() => {
          leave(caller, waiting)
          reject(new RateLimitedError(Math.ceil(longestWaitMs / 1_000)))
        }, longestWaitMs),
      }
      const line = lines.get(caller) ?? new Set()
      lines.set(caller, line.add(waiting))
      startNext()
    })
  }

  return {
    async run(caller, work) {
      await takeTurn(caller)
      try {
        return await work()
      } finally {
        running -= 1
        startNext()
      }
    },
  }
}
