import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'

import { createManualClock } from '../clock/index.ts'
import { signPlaybackGrant, verifyPlaybackGrant } from './index.ts'

const start = new Date('2026-01-01T00:00:00Z')
const secret = 'a secret of the test, 32 bytes or more'
const grant = { assetId: 'asset-1', viewerId: 'viewer-1' }

describe('a playback grant', () => {
  it('holds for its asset and viewer until it expires', async () => {
    const clock = createManualClock(start)
    const token = await signPlaybackGrant(grant, { secret, clock, ttlSeconds: 60 })
    expect(await verifyPlaybackGrant(token, grant, { secret, clock })).toBe(true)
    clock.advance(61_000)
    expect(await verifyPlaybackGrant(token, grant, { secret, clock })).toBe(false)
  })

  it('can be given to somebody who is not signed in', async () => {
    const clock = createManualClock(start)
    const token = await signPlaybackGrant({ assetId: 'asset-1', viewerId: null }, { secret, clock })
    expect(await verifyPlaybackGrant(token, { assetId: 'asset-1', viewerId: null }, { secret, clock })).toBe(
      true,
    )
    expect(await verifyPlaybackGrant(token, grant, { secret, clock })).toBe(false)
  })

  it.each([
    ['another asset', { ...grant, assetId: 'asset-2' }, secret],
    ['another viewer', { ...grant, viewerId: 'viewer-2' }, secret],
    ['anybody', { ...grant, viewerId: null }, secret],
    ['another secret', grant, 'some other secret of 32 bytes or more'],
  ])('does not hold for %s', async (_name, expected, otherSecret) => {
    const clock = createManualClock(start)
    const token = await signPlaybackGrant(grant, { secret, clock })
    expect(await verifyPlaybackGrant(token, expected, { secret: otherSecret, clock })).toBe(false)
  })

  it.each([
    ['another type', { typ: 'at+jwt', aud: 'media', exp: 300 }],
    ['another audience', { typ: 'lyceum-grant+jwt', aud: 'lyceum', exp: 300 }],
    ['no expiry', { typ: 'lyceum-grant+jwt', aud: 'media', exp: null }],
  ])('is no token of %s, though the secret is right', async (_name, { typ, aud, exp }) => {
    const clock = createManualClock(start)
    const token = new SignJWT({ asset: grant.assetId })
      .setProtectedHeader({ alg: 'HS256', typ })
      .setSubject(grant.viewerId)
      .setAudience(aud)
    if (exp !== null) token.setExpirationTime(start.getTime() / 1_000 + exp)
    const signed = await token.sign(new TextEncoder().encode(secret))
    expect(await verifyPlaybackGrant(signed, grant, { secret, clock })).toBe(false)
  })

  it('is no unsigned token and no nonsense', async () => {
    const clock = createManualClock(start)
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const claims = { asset: grant.assetId, sub: grant.viewerId, aud: 'media', exp: 9_999_999_999 }
    const unsigned = `${encode({ alg: 'none', typ: 'lyceum-grant+jwt' })}.${encode(claims)}.`
    expect(await verifyPlaybackGrant(unsigned, grant, { secret, clock })).toBe(false)
    expect(await verifyPlaybackGrant('nonsense', grant, { secret, clock })).toBe(false)
  })
})
