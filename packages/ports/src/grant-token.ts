import { SignJWT, errors, jwtVerify } from 'jose'
import type { JWTPayload } from 'jose'

import type { Clock } from './clock/index.ts'

/** How long a grant holds when nobody says otherwise: enough to fetch a link, too short to pass on. */
const grantSeconds = 300

const audience = 'media'
const algorithm = 'HS256'

export interface GrantOptions {
  /** Shared by the subgraph that decides and the one that opens; used for nothing else. */
  readonly secret: string
  readonly clock: Clock
}

/** What kind of grant a token is, and who may use it. */
export interface GrantHolder {
  /** `typ` of the token, so that no other signed token passes for one. */
  readonly type: string
  readonly subject: string
}

/**
 * Signs the claims of a grant for media.
 * @param options.ttlSeconds how long it holds. @default 300
 */
export function signGrantToken(
  { type, subject }: GrantHolder,
  claims: JWTPayload,
  { clock, secret, ttlSeconds = grantSeconds }: GrantOptions & { readonly ttlSeconds?: number },
): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1_000)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ttlSeconds)
    .sign(toKey(secret))
}

/** The claims of an unexpired grant of exactly this type to exactly this subject; null for anything else. */
export async function openGrantToken(
  token: string,
  { type, subject }: GrantHolder,
  { clock, secret }: GrantOptions,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, toKey(secret), {
      algorithms: [algorithm],
      audience,
      currentDate: clock.now(),
      requiredClaims: ['exp'],
      subject,
      typ: type,
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function toKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret)
}
