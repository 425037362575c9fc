/** Prints what is being done and, when the next step begins, how long it took. */
export interface StepPrinter {
  begin(this: void, step: string): void
  end(this: void): void
}

export function createStepPrinter(write: (text: string) => void): StepPrinter {
  let startedAt: number | null = null

  function end(): void {
    if (startedAt === null) return
    write(` ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
    startedAt = null
  }

  return {
    begin(step) {
      end()
      write(`${step} …`)
      startedAt = performance.now()
    },
    end,
  }
}
