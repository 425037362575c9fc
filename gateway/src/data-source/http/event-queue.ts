/** A stream that is fed from outside. */
export interface EventQueue<T> extends AsyncIterableIterator<T> {
  /** @returns how many values wait now, this one included */
  push(value: T): number
  /** Ends the stream after what is in it, with `error` if there is one. */
  end(error?: unknown): void
}

/**
 * A stream for one reader at a time.
 * @param release called once, when the reader gives the stream back
 */
export function createEventQueue<T>(release: () => void): EventQueue<T> {
  const values: T[] = []
  let wake: () => void = () => undefined
  let ending: { readonly error?: unknown } | null = null

  async function next(): Promise<IteratorResult<T>> {
    for (;;) {
      const [value] = values.splice(0, 1)
      if (value !== undefined) return { done: false, value }
      if (ending !== null) {
        const { error } = ending
        ending = {}
        if (error !== undefined) throw error
        return { done: true, value: undefined }
      }
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }

  return {
    next,
    push(value) {
      if (ending !== null) return 0
      const waiting = values.push(value)
      wake()
      return waiting
    },
    end(error) {
      ending ??= { error }
      wake()
    },
    return() {
      values.length = 0
      ending = {}
      wake()
      release()
      return Promise.resolve({ done: true, value: undefined })
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
