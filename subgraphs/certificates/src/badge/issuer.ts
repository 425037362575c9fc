import { SignJWT, calculateJwkThumbprint, importJWK } from 'jose'
import type { CryptoKey, JSONWebKeySet, JWK, JWTPayload } from 'jose'

/** Who signs badges, by which keys, under which addresses. */
export interface Issuer {
  /** The address of the issuer's profile; `iss` of everything signed. */
  id(): string
  profile(): object
  /** Public keys. Each is called by the address that it alone is served at, because a badge's `kid` must lead to its key. */
  publicKeys(): JSONWebKeySet
  findPublicKey(name: string): JWK | null
  addressOf(code: string): string
  statusListAddress(list: bigint): string
  /** A JWT with exactly the headers that Open Badges 3.0 allows for this proof: `alg`, `kid`, `typ`. */
  sign(claims: JWTPayload): Promise<string>
}

export interface IssuerOptions {
  /** Private RSA keys, used for nothing else; the first signs, all are published. */
  readonly keys: readonly JWK[]
  readonly publicUrl: () => string
}

interface IssuerKey {
  readonly name: string
  readonly publicKey: JWK
  readonly privateKey: CryptoKey | Uint8Array
}

/** @throws when a key is not a private RSA key */
export async function createIssuer({ keys, publicUrl }: IssuerOptions): Promise<Issuer> {
  const known = await Promise.all(keys.map(readKey))
  const [signing] = known
  if (signing === undefined) throw new Error('Badges need a signing key, and there is none')
  const base = () => `${publicUrl()}/certificates`
  const keyAddress = ({ name }: IssuerKey) => `${base()}/keys/${name}`
  const publish = (key: IssuerKey): JWK => ({ ...key.publicKey, kid: keyAddress(key) })
  return {
    id: () => `${base()}/issuer`,
    profile: () => ({
      '@context': credentialContext,
      id: `${base()}/issuer`,
      type: ['Profile'],
      name: 'Lyceum',
      url: publicUrl(),
      jwksUrl: `${base()}/.well-known/jwks.json`,
    }),
    publicKeys: () => ({ keys: known.map(publish) }),
    findPublicKey(name) {
      const key = known.find((candidate) => candidate.name === name)
      return key === undefined ? null : publish(key)
    },
    addressOf: (code) => `${base()}/${code}`,
    statusListAddress: (list) => `${base()}/status/${list}`,
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: keyAddress(signing), typ: 'JWT' })
        .sign(signing.privateKey),
  }
}

/** The vocabularies of a badge: W3C's credentials and 1EdTech's Open Badges. */
export const credentialContext: readonly string[] = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

async function readKey(key: JWK): Promise<IssuerKey> {
  const { kty, n, e } = key
  if (kty !== 'RSA' || n === undefined || e === undefined || key.d === undefined) {
    throw new Error('A key that signs badges must be a private RSA key')
  }
  return {
    name: await calculateJwkThumbprint({ kty, n, e }),
    publicKey: { kty, n, e, alg: 'RS256', use: 'sig' },
    privateKey: await importJWK(key, 'RS256'),
  }
}
