import { BadInputError, requirePageSize, toCursor } from '@lyceum/kit'
import type { ConnectionArguments, PageRequest } from '@lyceum/kit'

/** The cursor of a notification: where its person's feed stands after it. The same one in pages and in the live feed. */
export function toNotificationCursor(sequence: bigint): string {
  return toCursor([String(sequence)])
}

/**
 * The sequence that a cursor stands for.
 * @param argument its name, for the message
 * @throws {BadInputError} when we did not write it
 */
export function readNotificationCursor(cursor: string, argument: 'after' | 'upTo'): bigint {
  const match = /^\["(\d{1,18})"\]$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (match?.[1] === undefined) throw new BadInputError(`${argument} is not a cursor of a notification`)
  return BigInt(match[1])
}

/** The page a client asked for. @throws {BadInputError} when there is no such page */
export function toNotificationPage({ first, after }: ConnectionArguments): PageRequest {
  const sequence = after == null ? null : readNotificationCursor(after, 'after')
  return { first: requirePageSize(first), after: sequence === null ? null : [String(sequence)] }
}
