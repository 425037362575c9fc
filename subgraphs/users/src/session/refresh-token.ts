import { createHash, createHmac, randomBytes } from 'node:crypto'

/** How long a session lasts; refreshing it does not make it longer. */
export const refreshTokenDays = 30

/** A new opaque token of 256 random bits. */
export function generateRefreshToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The token that replaces another. It is derived, not drawn: when the answer to a refresh was lost, the same successor can be
 * given again although only hashes are stored.
 */
export function successorOf(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64url')
}

/** What is stored of a token. Its 256 random bits need no salt and no slow hash. */
export function hashRefreshToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
