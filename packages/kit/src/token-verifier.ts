import { errors, jwtVerify } from 'jose'
import type { JWTVerifyGetKey } from 'jose'
import { z } from 'zod'

import { UnauthenticatedError } from './errors.ts'
import { Role } from './viewer.ts'
import type { SignedInViewer } from './viewer.ts'

/** `iss` of every access token. */
export const tokenIssuer = 'lyceum'
/** `aud` of every access token. */
export const tokenAudience = 'lyceum'
/** `typ` header of an access token (RFC 9068 section 2.1), so that no other signed token passes for one. */
export const accessTokenType = 'at+jwt'

/** The keys that verify tokens cannot be had now: nothing is said about the token. */
export class TokenKeysUnavailableError extends Error {
  constructor(source: string, options?: ErrorOptions) {
    super(`The keys of access tokens cannot be had from ${source}`, options)
  }
}

/**
 * Turns an access token into the person it speaks for.
 * @throws {UnauthenticatedError} when it does not hold
 * @throws {TokenKeysUnavailableError} when that cannot be known
 */
export type TokenVerifier = (token: string) => Promise<SignedInViewer>

export interface TokenVerifierOptions {
  /** Where the public keys of the users subgraph come from; jose's remote JWK set caches and cools down by itself. */
  readonly keys: JWTVerifyGetKey
  /** @default the system's clock */
  readonly now?: () => Date
  /** How many verified tokens are remembered until they expire. @default 10_000 */
  readonly cacheSize?: number
}

const claimsSchema = z.object({
  sub: z.string(),
  sid: z.string(),
  exp: z.number(),
  roles: z.array(z.enum(Role)),
})

/**
 * A verifier with a cache keyed by token: a signature is checked once, its expiry every time.
 * Only EdDSA is accepted, and keys only from `keys`: `alg: none`, HMAC over a public key, `jku` and `jwk` headers fail.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { keys, now = () => new Date(), cacheSize = 10_000 } = options
  const verified = new Map<string, SignedInViewer>()

  async function verify(token: string): Promise<SignedInViewer> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['EdDSA'],
        audience: tokenAudience,
        currentDate: now(),
        issuer: tokenIssuer,
        typ: accessTokenType,
      })
      const claims = claimsSchema.parse(payload)
      return {
        id: claims.sub,
        roles: claims.roles,
        sessionId: claims.sid,
        expiresAt: new Date(claims.exp * 1_000),
      }
    } catch (cause) {
      if (cause instanceof TokenKeysUnavailableError) throw cause
      const message =
        cause instanceof errors.JWTExpired ? 'The access token has expired' : 'The access token is not valid'
      throw new UnauthenticatedError(message, { cause })
    }
  }

  return async (token) => {
    const known = verified.get(token)
    if (known !== undefined && known.expiresAt > now()) return known
    const viewer = await verify(token)
    verified.delete(token)
    verified.set(token, viewer)
    if (verified.size > cacheSize) {
      const [oldest] = verified.keys()
      if (oldest !== undefined) verified.delete(oldest)
    }
    return viewer
  }
}

/** The token of an `Authorization: Bearer` header (RFC 6750 section 2.1), or `null` when there is none. */
export function bearerToken(authorization: string | undefined): string | null {
  const match = /^Bearer +(\S+)$/i.exec(authorization ?? '')
  return match?.[1] ?? null
}
