/**
 * Maps every value of a source. Unlike an async generator, `return` reaches the source and ends a waiting `next` at once, also
 * when the source never yields again.
 */
export function mapAsyncIterator<T, U>(
  source: AsyncIterator<T>,
  map: (value: T) => U | Promise<U>,
): AsyncIterableIterator<U> {
  const done: IteratorReturnResult<undefined> = { done: true, value: undefined }
  let markEnded: (result: IteratorResult<U>) => void = () => undefined
  const ended = new Promise<IteratorResult<U>>((resolve) => (markEnded = resolve))
  let isEnded = false

  async function pull(): Promise<IteratorResult<U>> {
    const result = await source.next()
    if (result.done === true || isEnded) return done
    return { done: false, value: await map(result.value) }
  }

  return {
    next: () => (isEnded ? Promise.resolve(done) : Promise.race([ended, pull()])),
    return() {
      isEnded = true
      markEnded(done)
      // Not awaited: a generator that waits for its own source answers only with its next value.
      source.return?.()?.catch(() => undefined)
      return Promise.resolve(done)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
