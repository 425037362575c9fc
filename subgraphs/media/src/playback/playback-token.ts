import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

import { isId } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'

/** What a link gives access to, and to whom it was given. */
export interface PlaybackTokenClaims {
  readonly assetId: string
  readonly versionId: string
  /** Null for somebody who is not signed in. */
  readonly viewerId: string | null
  readonly expiresAt: Date
}

/** Signs and opens the part of a media address that carries the right to it. */
export interface PlaybackTokens {
  sign(claims: PlaybackTokenClaims): string
  /** Null for anything that we did not sign, or that has expired. */
  open(token: string): Pick<PlaybackTokenClaims, 'assetId' | 'versionId'> | null
}

// Asset, version and viewer of 16 bytes each, expiry in seconds of 4, signature of 20: 96 characters. Routers refuse path
// segments of more than 100, and native players can send a token nowhere but in the path.
const idBytes = 16
const expiryOffset = 3 * idBytes
const signedBytes = expiryOffset + 4
const signatureBytes = 20
const tokenPattern = /^[A-Za-z0-9_-]{96}$/

export function createPlaybackTokens({ secret, clock }: { secret: string; clock: Clock }): PlaybackTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'lyceum playback token 1', 32))

  function signatureOf(signed: Buffer): Buffer {
    return createHmac('sha256', key).update(signed).digest().subarray(0, signatureBytes)
  }

  return {
    sign({ assetId, versionId, viewerId, expiresAt }) {
      const signed = Buffer.concat([toBytes(assetId), toBytes(versionId), toBytes(viewerId), Buffer.alloc(4)])
      signed.writeUInt32BE(Math.floor(expiresAt.getTime() / 1_000), expiryOffset)
      return Buffer.concat([signed, signatureOf(signed)]).toString('base64url')
    },

    open(token) {
      if (!tokenPattern.test(token)) return null
      const bytes = Buffer.from(token, 'base64url')
      const signed = bytes.subarray(0, signedBytes)
      if (!timingSafeEqual(bytes.subarray(signedBytes), signatureOf(signed))) return null
      if (clock.now().getTime() >= signed.readUInt32BE(expiryOffset) * 1_000) return null
      return {
        assetId: toId(signed.subarray(0, idBytes)),
        versionId: toId(signed.subarray(idBytes, 2 * idBytes)),
      }
    },
  }
}

/** Zeros for nobody; a digest for an id that is no UUID, since it is only compared. */
function toBytes(id: string | null): Buffer {
  if (id === null) return Buffer.alloc(idBytes)
  if (isId(id)) return Buffer.from(id.replaceAll('-', ''), 'hex')
  return createHash('sha256').update(id).digest().subarray(0, idBytes)
}

function toId(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
