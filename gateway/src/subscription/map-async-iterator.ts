/**
 * Maps every value of a source. Unlike with an async generator, `return` reaches the source and ends a waiting `next` at once,
 * also when the source never yields again.
 */
export function mapAsyncIterator<T, U>(
  source: AsyncIterator<T>,
  map: (value: T) => U | Promise<U>,
): AsyncIterableIterator<U> {
  const done: IteratorReturnResult<undefined> = { done: true, value: undefined }
  const waiting = new Set<() => void>()
  let isEnded = false

  async function pull(): Promise<IteratorResult<U>> {
    const result = await source.next()
    if (result.done === true || isEnded) return done
    return { done: false, value: await map(result.value) }
  }

  async function giveBack(): Promise<void> {
    await source.return?.()
  }

  return {
    next() {
      if (isEnded) return Promise.resolve(done)
      return new Promise((resolve, reject) => {
        const cancel = (): void => resolve(done)
        waiting.add(cancel)
        void pull()
          .then(resolve, reject)
          .finally(() => waiting.delete(cancel))
      })
    },
    return() {
      isEnded = true
      for (const cancel of waiting) cancel()
      // Not awaited: a generator that waits for its own source answers only with its next value. Nobody reads a failure now.
      giveBack().catch(() => undefined)
      return Promise.resolve(done)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** The same stream, whose failure is another one. */
export function mapFailure<T>(
  source: AsyncIterableIterator<T>,
  map: (error: unknown) => unknown,
): AsyncIterableIterator<T> {
  return {
    ...source,
    next: () =>
      source.next().catch((error: unknown) => {
        throw map(error)
      }),
  }
}
