import { accessTokenType, createTokenVerifier, tokenAudience, tokenIssuer } from '@lyceum/kit'
import type { Role, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'

/** Signs and verifies access tokens as the users subgraph would. */
export interface TestTokens {
  /** Private; the users subgraph under test can be given it. */
  readonly signingKeys: readonly JWK[]
  readonly verifyAccessToken: TokenVerifier
  sign(person: { readonly id: string; readonly roles: readonly Role[] }): Promise<string>
}

export async function createTestTokens(clock: Clock): Promise<TestTokens> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  const kid = 'test'
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' }] })
  return {
    signingKeys: [{ ...(await exportJWK(privateKey)), kid, alg: 'EdDSA' }],
    verifyAccessToken: createTokenVerifier({ keys, now: () => clock.now() }),
    async sign({ id, roles }) {
      const issuedAt = Math.floor(clock.now().getTime() / 1_000)
      return await new SignJWT({ roles, sid: `session-of-${id}` })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: accessTokenType })
        .setSubject(id)
        .setIssuer(tokenIssuer)
        .setAudience(tokenAudience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + 600)
        .sign(privateKey)
    },
  }
}
