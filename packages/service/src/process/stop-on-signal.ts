/** Something that is up, or on its way. */
export interface Stoppable {
  stop(): Promise<void>
}

/** Whether a stop was asked for. */
export interface HeededSignals {
  areHeeded(): boolean
}

/**
 * For a program at a terminal: heeds signals from the beginning, because servers would outlive a process that ends while it starts
 * them. Stops what was started and ends the process. @param explain - what a person is told of an error
 */
export function stopOnSignal(
  starting: Promise<Stoppable>,
  explain: (error: unknown) => string = String,
): HeededSignals {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    process.stdout.write('\nStopping …\n')
    starting
      .then((started) => started.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${explain(error)}\n`)
          process.exit(1)
        },
      )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Whoever started this process is gone: nobody could stop it any more.
  process.on('disconnect', stop)
  return { areHeeded: () => isStopping }
}
