import { TokenKeysUnavailableError, createTokenVerifier } from '@lyceum/kit'
import type { TokenVerifier } from '@lyceum/kit'
import { createLocalJWKSet, createRemoteJWKSet, errors } from 'jose'
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose'

/** Where the keys that verify access tokens are: with us, or published by the users subgraph. */
export type AccessTokenKeys =
  { readonly kind: 'own'; readonly keys: JSONWebKeySet } | { readonly kind: 'remote'; readonly url: string }

/** A verifier of access tokens by the given keys. */
export function openTokenVerifier(keys: AccessTokenKeys): TokenVerifier {
  return createTokenVerifier({
    keys: keys.kind === 'own' ? createLocalJWKSet(keys.keys) : fetchKeys(keys.url),
  })
}

/** Keys are kept for ten minutes; one that is not among them is looked for at most every 10 s, so that nobody floods the publisher. */
function fetchKeys(url: string): JWTVerifyGetKey {
  const find = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: 600_000,
    cooldownDuration: 10_000,
    timeoutDuration: 5_000,
  })
  return async (header, token) => {
    try {
      return await find(header, token)
    } catch (cause) {
      if (isAboutTheToken(cause)) throw cause
      throw new TokenKeysUnavailableError(url, { cause })
    }
  }
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  )
}
