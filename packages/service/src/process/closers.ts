/** What has to be closed, last opened first. */
export interface Closers {
  add(close: () => void | Promise<void>): void
  /** Closes everything even when something fails, then throws what failed. Idempotent. */
  closeAll(): Promise<void>
}

/** Does something, then closes what it opened for that, whatever came of it. */
export async function withClosers<T>(use: (closers: Closers) => Promise<T>): Promise<T> {
  const closers = createClosers()
  try {
    return await use(closers)
  } finally {
    await closers.closeAll()
  }
}

export function createClosers(): Closers {
  const pending: (() => void | Promise<void>)[] = []
  return {
    add: (close) => void pending.push(close),
    async closeAll() {
      const failures: unknown[] = []
      for (const close of pending.splice(0).reverse()) {
        try {
          await close()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed')
    },
  }
}
