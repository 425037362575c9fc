export interface OriginsOptions {
  /** Milliseconds, from any moment on. */
  readonly now: () => number
  /** How long an origin that failed is passed over while there are others. @default 2_000 */
  readonly avoidMs?: number
}

/** The instances of one service, asked in turn. */
export interface Origins {
  /** Origins as given, for example `http://courses:4002`. */
  readonly all: readonly string[]
  /** The next in turn that has not failed lately; where all have, the one that failed first. */
  pick(): string
  /** `preferred`, unless it has failed lately. */
  pickNear(preferred: string): string
  /** Says that an origin does not answer. */
  avoid(origin: string): void
}

/** @throws {RangeError} for no origin at all */
export function createOrigins(urls: readonly string[], { now, avoidMs = 2_000 }: OriginsOptions): Origins {
  if (urls.length === 0) throw new RangeError('A service has one origin at least')
  const avoidedUntil = new Map(urls.map((url) => [url, 0]))
  let turn = 0

  const until = (url: string): number => avoidedUntil.get(url) ?? 0

  function pick(): string {
    turn = (turn + 1) % urls.length
    const inTurn = [...urls.slice(turn), ...urls.slice(0, turn)]
    const time = now()
    return (
      inTurn.find((url) => until(url) <= time) ??
      inTurn.reduce((best, url) => (until(url) < until(best) ? url : best))
    )
  }

  return {
    all: urls,
    pick,
    pickNear: (preferred) => (until(preferred) <= now() ? preferred : pick()),
    avoid: (origin) => avoidedUntil.set(origin, now() + avoidMs),
  }
}
