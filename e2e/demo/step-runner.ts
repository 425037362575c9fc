/** Runs the demo step by step and tells how each went. */
export interface StepRunner {
  /** Runs a step and prints its name, what it found and how long it took. */
  step<T>(name: string, run: () => Promise<Step<T>>): Promise<T>
  readonly count: number
}

/** What a step hands on, and what it tells. */
export interface Step<T> {
  readonly result: T
  readonly told: string
}

export function createStepRunner(print: (line: string) => void): StepRunner {
  let count = 0
  return {
    get count() {
      return count
    },
    async step(name, run) {
      const startedAt = performance.now()
      const { result, told } = await run()
      count += 1
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
      print(`${String(count).padStart(2)}  ${name.padEnd(58)} ${seconds.padStart(5)} s  ${told}`)
      return result
    },
  }
}

/** @throws {Error} saying what was expected, when it is not so */
export function expectThat(isSo: boolean, expectation: string): void {
  if (!isSo) throw new Error(`Expected: ${expectation}`)
}
