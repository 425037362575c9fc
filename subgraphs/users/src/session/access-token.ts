import { accessTokenType, tokenAudience, tokenIssuer } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { SignJWT, exportJWK, importJWK } from 'jose'
import type { JSONWebKeySet, JWK } from 'jose'

import type { UserRecord } from '../user/user.ts'

/** How long an access token holds. */
export const accessTokenSeconds = 600

export interface AccessToken {
  readonly accessToken: string
  readonly expiresAt: Date
}

export interface AccessTokenIssuer {
  issue(user: UserRecord, sessionId: string): Promise<AccessToken>
  /** The public halves, for whoever verifies. */
  readonly publicKeys: JSONWebKeySet
}

/**
 * Signs access tokens with the first of `keys` (private Ed25519 JWKs, each with a `kid`). The others are only published, so
 * that a new key can be announced before its first use and an old one stays known until its last token has expired.
 */
export async function createAccessTokenIssuer(
  keys: readonly JWK[],
  clock: Clock,
): Promise<AccessTokenIssuer> {
  const [active] = keys
  if (active?.kid === undefined) throw new Error('At least one signing key with a kid is needed')
  const signingKey = await importJWK(active, 'EdDSA')
  const { kid } = active
  return {
    publicKeys: { keys: await Promise.all(keys.map(toPublicKey)) },
    async issue(user, sessionId) {
      const issuedAt = Math.floor(clock.now().getTime() / 1_000)
      const expiresAt = issuedAt + accessTokenSeconds
      const accessToken = await new SignJWT({ roles: user.roles, sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: accessTokenType })
        .setSubject(user.id)
        .setIssuer(tokenIssuer)
        .setAudience(tokenAudience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(signingKey)
      return { accessToken, expiresAt: new Date(expiresAt * 1_000) }
    },
  }
}

async function toPublicKey(key: JWK): Promise<JWK> {
  const { d: _, ...publicKey } = await exportJWK(
    await importJWK({ ...key, ext: true }, 'EdDSA', { extractable: true }),
  )
  return { ...publicKey, kid: key.kid ?? '', alg: 'EdDSA', use: 'sig' }
}
