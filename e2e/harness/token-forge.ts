import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { accessTokenType, tokenAudience, tokenIssuer } from '@lyceum/kit'
import { SignJWT, UnsecuredJWT, base64url, exportSPKI, importJWK } from 'jose'
import type { JWK, JWTPayload } from 'jose'

/** Makes access tokens for a person: one that holds, and every kind that must not. */
export type TokenForge = Readonly<Record<TokenKind, (userId: string) => Promise<string>>>

export type TokenKind = 'valid' | 'expiringSoon' | ForgedTokenKind

/** What each has against it. Those that are signed are signed with the platform's own key. */
export const forgedTokenKinds = [
  'tampered',
  'unsigned',
  'signedWithPublicKey',
  'expired',
  'forOtherAudience',
  'ofOtherType',
  'noToken',
] as const

export type ForgedTokenKind = (typeof forgedTokenKinds)[number]

/** @param dataFolder of the platform whose tokens are made */
export async function createTokenForge(dataFolder: string): Promise<TokenForge> {
  const { signingKeys } = JSON.parse(await readFile(join(dataFolder, 'secrets.json'), 'utf8')) as {
    signingKeys: JWK[]
  }
  const [jwk] = signingKeys
  if (jwk === undefined) throw new Error('The platform has no signing key')
  const { d: _, ...publicJwk } = jwk
  const key = await importJWK(jwk, 'EdDSA')
  const publicKey = await importJWK(publicJwk, 'EdDSA', { extractable: true })
  if (publicKey instanceof Uint8Array) throw new Error('The signing key is no key pair')
  const publicPem = new TextEncoder().encode(await exportSPKI(publicKey))

  const sign = (userId: string, claims: JWTPayload = {}, typ = accessTokenType): Promise<string> =>
    new SignJWT({ ...claimsOf(userId), ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? '', typ })
      .sign(key)

  return {
    valid: (userId) => sign(userId),
    expiringSoon: (userId) => sign(userId, { exp: inSeconds(2) }),
    async tampered(userId) {
      const [header, , signature] = (await sign(userId)).split('.')
      const payload = base64url.encode(JSON.stringify({ ...claimsOf(userId), roles: ['ADMINISTRATOR'] }))
      return [header, payload, signature].join('.')
    },
    unsigned: (userId) => Promise.resolve(new UnsecuredJWT({ ...claimsOf(userId) }).encode()),
    signedWithPublicKey: (userId) =>
      new SignJWT({ ...claimsOf(userId) })
        .setProtectedHeader({ alg: 'HS256', kid: jwk.kid ?? '', typ: accessTokenType })
        .sign(publicPem),
    expired: (userId) => sign(userId, { exp: inSeconds(-1) }),
    forOtherAudience: (userId) => sign(userId, { aud: 'somebody else' }),
    ofOtherType: (userId) => sign(userId, {}, 'JWT'),
    noToken: () => Promise.resolve('not-a-token'),
  }
}

function claimsOf(userId: string): JWTPayload {
  return {
    sub: userId,
    sid: 'a session',
    roles: ['STUDENT'],
    iss: tokenIssuer,
    aud: tokenAudience,
    iat: inSeconds(0),
    exp: inSeconds(600),
  }
}

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds
}
