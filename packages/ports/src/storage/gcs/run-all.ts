const mostAtOnce = 8

/** Runs `work` for each item, a few at a time; after a failure no more are begun. @returns how many there were */
export async function runAll<T>(
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  const iterator = iterate(items)
  let count = 0
  let hasFailed = false
  const run = async (): Promise<void> => {
    while (!hasFailed) {
      const { value, done } = await iterator.next()
      if (done === true) return
      count += 1
      await work(value)
    }
  }
  const results = await Promise.allSettled(
    Array.from({ length: mostAtOnce }, () =>
      run().catch((error: unknown) => {
        hasFailed = true
        throw error
      }),
    ),
  )
  const failure = results.find((result) => result.status === 'rejected')
  if (failure !== undefined) throw failure.reason
  return count
}

async function* iterate<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, undefined> {
  yield* items
}
