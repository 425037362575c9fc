import { describe, expect, it } from 'vitest'

import { createManualClock } from '../clock/index.ts'
import { signGrantToken } from '../grant-token.ts'
import { signPlaybackGrant, verifyPlaybackGrant } from '../playback-grant/index.ts'
import { openHandedInGrant, signHandedInGrant } from './index.ts'

const options = {
  secret: 'a secret of the test, 32 bytes or more',
  clock: createManualClock(new Date('2026-01-01T00:00:00Z')),
}
const version = { assetId: 'asset-1', sha256: 'ab'.repeat(32), handedInAt: new Date('2025-12-24T18:00:00Z') }

describe('a grant of what was handed in', () => {
  it.each([version, { ...version, sha256: null }])(
    'names the version that it opens for its viewer: %j',
    async (named) => {
      const token = await signHandedInGrant(named, 'viewer-1', options)
      expect(await openHandedInGrant(token, 'viewer-1', options)).toEqual(named)
    },
  )

  it('opens nothing for another viewer, under another secret, or later than five minutes', async () => {
    const token = await signHandedInGrant(version, 'viewer-1', options)
    expect(await openHandedInGrant(token, 'viewer-2', options)).toBeNull()
    const others = { ...options, secret: 'some other secret of 32 bytes or more' }
    expect(await openHandedInGrant(token, 'viewer-1', others)).toBeNull()
    const later = { ...options, clock: createManualClock(new Date('2026-01-01T00:05:01Z')) }
    expect(await openHandedInGrant(token, 'viewer-1', later)).toBeNull()
  })

  it('is no grant of the asset in whatever version, and such a one is none of these', async () => {
    const grant = { assetId: 'asset-1', viewerId: 'viewer-1' }
    const token = await signHandedInGrant(version, 'viewer-1', options)
    expect(await verifyPlaybackGrant(token, grant, options)).toBe(false)
    const other = await signPlaybackGrant(grant, options)
    expect(await openHandedInGrant(other, 'viewer-1', options)).toBeNull()
  })

  it.each([
    ['no version', { asset: 'asset-1' }],
    ['no time', { asset: 'asset-1', sha256: null }],
    ['no asset', { sha256: version.sha256, handedInAt: '2026-01-01T00:00:00Z' }],
  ])('opens nothing when it names %s', async (_what, claims) => {
    const holder = { type: 'lyceum-handed-in+jwt', subject: 'viewer-1' }
    const token = await signGrantToken(holder, claims, options)
    expect(await openHandedInGrant(token, 'viewer-1', options)).toBeNull()
  })
})
