/** The right to be the only one who works on something, until released. */
export interface Turn {
  /** Aborted when somebody else waits for the turn: finish soon. */
  readonly signal: AbortSignal
  release(): void
}

/** Takes the turn at `name`; whoever has it is told to stop and is waited for. */
export type TakeTurn = (name: string) => Promise<Turn>

/**
 * One worker at a time per name, the newest first in right. A client whose connection died comes back on a new one
 * while the server still holds the old: so the newcomer takes over instead of being refused.
 */
export function createTurns(): TakeTurn {
  const latest = new Map<string, { controller: AbortController; finished: Promise<void> }>()
  return async (name) => {
    const previous = latest.get(name)
    const controller = new AbortController()
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const own = { controller, finished }
    latest.set(name, own)
    previous?.controller.abort()
    await previous?.finished
    return {
      signal: controller.signal,
      release() {
        if (latest.get(name) === own) latest.delete(name)
        finish()
      },
    }
  }
}
