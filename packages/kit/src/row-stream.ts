import { setTimeout as pause } from 'node:timers/promises'

import { findOutage } from './outage.ts'

/** Says when it is worth reading again, as a subscription of the live bus does. Its messages are never the truth. */
export interface Hints {
  /** Resolves once no message can be missed any more. */
  readonly ready: Promise<void>
  /** Done when its bus is closed, which ends the stream. */
  next(): Promise<IteratorResult<unknown, undefined>>
  return(): Promise<unknown>
}

export interface RowStreamOptions<Item extends object> {
  /** Begins to listen; comes before any reading, or what is committed in between would be missed. */
  readonly listen: () => readonly Hints[]
  /** Finds out where the stream begins. */
  readonly begin?: () => Promise<void>
  /**
   * Reads the next thing that was not told yet: `wait` when there is none for now, `end` when there will be none. What it throws it
   * has not told: it is called again.
   */
  readonly read: () => Promise<Item | 'wait' | 'end'>
  /** How often it reads without a hint, which makes up for one that was lost. */
  readonly pollMilliseconds: number
  /** How long it tries to read while the database is away, before the stream fails. @default 30_000 */
  readonly outageMilliseconds?: number
}

const firstRetryMilliseconds = 100
const lastRetryMilliseconds = 2_000

/**
 * A stream of what rows say, for as long as somebody reads it. The rows are the truth and hints only say when to read them, so it
 * outlives an outage: it reads again, less and less often, and goes on from where it was.
 */
export async function openRowStream<Item extends object>(
  options: RowStreamOptions<Item>,
): Promise<AsyncIterableIterator<Item>> {
  const { read, pollMilliseconds, outageMilliseconds = 30_000 } = options
  const over = new AbortController()
  const done: IteratorReturnResult<undefined> = { done: true, value: undefined }
  const outlive = <T>(work: () => Promise<T>): Promise<T> =>
    outliveOutage(work, { milliseconds: outageMilliseconds, signal: over.signal })

  const hints = await outlive(() => beginListening(options))
  let wake = (): void => undefined
  // Where hints fail, there is still the poll.
  for (const hint of hints) heed(hint).catch(() => undefined)

  async function heed(hint: Hints): Promise<void> {
    while ((await hint.next()).done !== true) wake()
    await end()
  }

  async function next(): Promise<IteratorResult<Item, undefined>> {
    while (!over.signal.aborted) {
      const woken = new AbortController()
      wake = () => woken.abort()
      const item = await readNext()
      if (typeof item === 'object') return { done: false, value: item }
      if (item === 'end') break
      await rest(pollMilliseconds, woken.signal)
    }
    await end()
    return done
  }

  async function readNext(): Promise<Item | 'wait' | 'end'> {
    try {
      return await outlive(read)
    } catch (error) {
      if (over.signal.aborted) return 'end'
      await end()
      throw error
    }
  }

  async function end(): Promise<void> {
    over.abort()
    wake()
    await Promise.all(hints.map((hint) => hint.return()))
  }

  const stream: AsyncIterableIterator<Item, undefined> = {
    next,
    async return() {
      await end()
      return done
    },
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}

/** Hints of which none can be missed any more, and a beginning. */
async function beginListening<Item extends object>({
  listen,
  begin,
}: RowStreamOptions<Item>): Promise<readonly Hints[]> {
  const hints = listen()
  try {
    await Promise.all(hints.map(({ ready }) => ready))
    await begin?.()
    return hints
  } catch (error) {
    await Promise.all(hints.map((hint) => hint.return()))
    throw error
  }
}

interface OutlivingOptions {
  /** How long after the first failure it may try again. */
  readonly milliseconds: number
  readonly signal: AbortSignal
}

async function outliveOutage<T>(
  work: () => Promise<T>,
  { milliseconds, signal }: OutlivingOptions,
): Promise<T> {
  let failedAt: number | null = null
  for (let waitMs = firstRetryMilliseconds; ; waitMs = Math.min(waitMs * 2, lastRetryMilliseconds)) {
    try {
      return await work()
    } catch (error) {
      failedAt ??= performance.now()
      const isTooLate = performance.now() - failedAt + waitMs > milliseconds
      if (isTooLate || signal.aborted || findOutage(error) === null) throw error
    }
    // Half of it is drawn: whoever lost the database lost it together, and need not come back together.
    await rest(waitMs / 2 + (Math.random() * waitMs) / 2, signal)
  }
}

/** A pause that its signal ends, and that keeps no process alive. */
async function rest(milliseconds: number, signal: AbortSignal): Promise<undefined> {
  await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined)
}
