import { toCursor } from '@lyceum/kit'

/** The cursor of a notification: where its person's feed stands after it. The same one in pages and in the live feed. */
export function toNotificationCursor(sequence: bigint): string {
  return toCursor([String(sequence)])
}

/** The sequence that a cursor stands for; null when we did not write it. */
export function readNotificationCursor(cursor: string): bigint | null {
  const match = /^\["(\d{1,18})"\]$/.exec(Buffer.from(cursor, 'base64url').toString())
  return match?.[1] === undefined ? null : BigInt(match[1])
}
