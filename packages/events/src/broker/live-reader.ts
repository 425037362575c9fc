/** One subscriber's view of a channel: a bounded buffer that is read by `next()`. */
export interface LiveReader {
  push(message: unknown): void
  /** Messages that have arrived are still read, then `next()` says done. */
  end(): void
  /** `next()` rejects from now on. */
  fail(error: unknown): void
  next(): Promise<IteratorResult<unknown, undefined>>
}

interface Waiter {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void
  readonly reject: (error: unknown) => void
}

const DONE = { done: true, value: undefined } as const

/**
 * A reader with room for `capacity` messages. When it is full the oldest is dropped: messages carry ids, so a slow
 * reader that sees the newest one and reads the rows misses nothing.
 * @default capacity 1_000
 */
export function createLiveReader(capacity = 1_000): LiveReader {
  const messages: unknown[] = []
  const waiters: Waiter[] = []
  let hasEnded = false
  let failure: { readonly error: unknown } | undefined

  return {
    push(message) {
      if (hasEnded) return
      const waiter = waiters.shift()
      if (waiter !== undefined) {
        waiter.resolve({ done: false, value: message })
        return
      }
      if (messages.length === capacity) messages.shift()
      messages.push(message)
    },
    end() {
      hasEnded = true
      for (const waiter of waiters.splice(0)) waiter.resolve(DONE)
    },
    fail(error) {
      failure = { error }
      for (const waiter of waiters.splice(0)) waiter.reject(error)
    },
    async next() {
      if (messages.length > 0) return { done: false, value: messages.shift() }
      if (failure !== undefined) throw failure.error
      if (hasEnded) return DONE
      return new Promise((resolve, reject) => waiters.push({ resolve, reject }))
    },
  }
}
