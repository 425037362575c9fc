import { z } from 'zod'

import { openGrantToken, signGrantToken } from '../grant-token.ts'
import type { GrantOptions } from '../grant-token.ts'

export type { GrantOptions }

/** Not the type of a playback grant, which opens whatever version an asset has: neither passes for the other. */
const type = 'lyceum-handed-in+jwt'

/** One version of an asset: what somebody handed in, whatever was uploaded since. */
export interface HandedInVersion {
  readonly assetId: string
  /** SHA-256 of its bytes, in hexadecimal; null where media had said none, and then the time decides. */
  readonly sha256: string | null
  readonly handedInAt: Date
}

const claimsSchema = z.object({
  asset: z.string(),
  sha256: z.string().nullable(),
  handedInAt: z.iso.datetime(),
})

/** Signs that the viewer may open exactly this version, for five minutes. */
export function signHandedInGrant(
  { assetId: asset, sha256, handedInAt }: HandedInVersion,
  viewerId: string,
  options: GrantOptions,
): Promise<string> {
  const claims = { asset, sha256, handedInAt: handedInAt.toISOString() }
  return signGrantToken({ type, subject: viewerId }, claims, options)
}

/**
 * What an unexpired grant lets exactly this viewer open. Null for anything else, whatever is wrong with it: a grant that names
 * no version opens none.
 */
export async function openHandedInGrant(
  token: string,
  viewerId: string,
  options: GrantOptions,
): Promise<HandedInVersion | null> {
  const { data } = claimsSchema.safeParse(await openGrantToken(token, { type, subject: viewerId }, options))
  if (data === undefined) return null
  return { assetId: data.asset, sha256: data.sha256, handedInAt: new Date(data.handedInAt) }
}
