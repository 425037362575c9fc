import { openGrantToken, signGrantToken } from '../grant-token.ts'
import type { GrantOptions } from '../grant-token.ts'

const type = 'lyceum-grant+jwt'
/** `sub` of somebody who is not signed in. */
const anonymous = 'anonymous'

/** Who may play what. */
export interface PlaybackGrant {
  readonly assetId: string
  /** Null for somebody who is not signed in. */
  readonly viewerId: string | null
}

export type PlaybackGrantOptions = GrantOptions

/**
 * Signs that the viewer may play the asset.
 * @param options.ttlSeconds how long it holds. @default 300
 */
export function signPlaybackGrant(
  { assetId, viewerId }: PlaybackGrant,
  options: PlaybackGrantOptions & { readonly ttlSeconds?: number },
): Promise<string> {
  return signGrantToken({ type, subject: viewerId ?? anonymous }, { asset: assetId }, options)
}

/**
 * Whether `token` is an unexpired grant of exactly this asset to exactly this viewer. False for anything else, whatever
 * is wrong with it.
 */
export async function verifyPlaybackGrant(
  token: string,
  { assetId, viewerId }: PlaybackGrant,
  options: PlaybackGrantOptions,
): Promise<boolean> {
  const claims = await openGrantToken(token, { type, subject: viewerId ?? anonymous }, options)
  return claims?.['asset'] === assetId
}
