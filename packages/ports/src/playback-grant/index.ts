import { SignJWT, errors, jwtVerify } from 'jose'

import type { Clock } from '../clock/index.ts'

/** How long a grant holds when nobody says otherwise: enough to fetch a playback link, too short to pass on. */
export const playbackGrantSeconds = 300

/** `typ` of a grant, so that no other signed token passes for one. */
const tokenType = 'lyceum-grant+jwt'
const audience = 'media'
const algorithm = 'HS256'
/** `sub` of somebody who is not signed in. */
const anonymous = 'anonymous'

/** Who may play what. */
export interface PlaybackGrant {
  readonly assetId: string
  /** Null for somebody who is not signed in. */
  readonly viewerId: string | null
}

export interface PlaybackGrantOptions {
  /** Shared by the subgraph that decides and the one that plays; used for nothing else. */
  readonly secret: string
  readonly clock: Clock
}

/**
 * Signs that the viewer may play the asset.
 * @param options.ttlSeconds how long it holds. @default 300
 */
export function signPlaybackGrant(
  { assetId, viewerId }: PlaybackGrant,
  options: PlaybackGrantOptions & { readonly ttlSeconds?: number },
): Promise<string> {
  const { clock, secret, ttlSeconds = playbackGrantSeconds } = options
  const issuedAt = Math.floor(clock.now().getTime() / 1_000)
  return new SignJWT({ asset: assetId })
    .setProtectedHeader({ alg: algorithm, typ: tokenType })
    .setSubject(viewerId ?? anonymous)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ttlSeconds)
    .sign(toKey(secret))
}

/**
 * Whether `token` is an unexpired grant of exactly this asset to exactly this viewer. False for anything else, whatever
 * is wrong with it.
 */
export async function verifyPlaybackGrant(
  token: string,
  expected: PlaybackGrant,
  { secret, clock }: PlaybackGrantOptions,
): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, toKey(secret), {
      algorithms: [algorithm],
      audience,
      currentDate: clock.now(),
      requiredClaims: ['exp'],
      subject: expected.viewerId ?? anonymous,
      typ: tokenType,
    })
    return payload['asset'] === expected.assetId
  } catch (error) {
    if (error instanceof errors.JOSEError) return false
    throw error
  }
}

function toKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret)
}
