import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'

/** Private keys as JWKs: the first signs, all verify. */
export const privateKeysSchema = z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1)

/** What may be known of private keys by everybody. */
export function publicKeySet(keys: z.output<typeof privateKeysSchema>): JSONWebKeySet {
  return {
    keys: keys.map(({ d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey }) => publicKey),
  }
}
