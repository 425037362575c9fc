/** Undoes what was opened, last first, whatever happens on the way. (`AsyncDisposableStack` needs Node 24.) */
export interface Cleanup extends AsyncDisposable {
  defer(undo: () => void | Promise<void>): void
  use<T extends AsyncDisposable>(resource: T): T
}

export function createCleanup(): Cleanup {
  const steps: (() => void | Promise<void>)[] = []
  return {
    defer: (undo) => void steps.push(undo),
    use(resource) {
      steps.push(async () => await resource[Symbol.asyncDispose]())
      return resource
    },
    async [Symbol.asyncDispose]() {
      const failures: unknown[] = []
      for (const undo of steps.splice(0).reverse()) {
        try {
          await undo()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed')
    },
  }
}
