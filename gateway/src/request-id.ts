import { randomUUID } from 'node:crypto'

const safePattern = /^[\w.-]{1,64}$/

/** The id a client proposes when it is harmless in logs and headers, otherwise a new one. */
export function toRequestId(proposed: string | readonly string[] | undefined): string {
  return typeof proposed === 'string' && safePattern.test(proposed) ? proposed : randomUUID()
}
