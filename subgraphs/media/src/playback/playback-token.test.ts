import { randomUUID } from 'node:crypto'

import { createManualClock } from '@lyceum/ports/clock'
import { describe, expect, it } from 'vitest'

import { playbackMilliseconds } from './playback-expiry.ts'
import { createPlaybackTokens } from './playback-token.ts'

const clock = createManualClock(new Date('2026-01-01T00:00:00Z'))
const tokens = createPlaybackTokens({ secret: 'a secret of tests', clock })
const claims = {
  assetId: randomUUID(),
  versionId: randomUUID(),
  viewerId: randomUUID(),
  expiresAt: new Date('2026-01-01T00:10:00Z'),
}

describe('a playback token', () => {
  it('opens exactly the version it was signed for, until it expires', () => {
    const token = tokens.sign(claims)
    const { assetId, versionId } = claims
    expect(token).toMatch(/^[\w-]{96}$/)
    expect(tokens.open(token)).toEqual({ assetId, versionId })
    clock.advance(599_999)
    expect(tokens.open(token)).toEqual({ assetId, versionId })
    clock.advance(1)
    expect(tokens.open(token)).toBeNull()
    clock.advance(-600_000)
  })

  it('opens nothing when any of its characters is another one', () => {
    const token = tokens.sign({ ...claims, viewerId: null })
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(tokens.open(changed), `character ${at}`).toBeNull()
    }
  })

  it('opens nothing under another secret', () => {
    const others = createPlaybackTokens({ secret: 'another secret', clock })
    expect(others.open(tokens.sign(claims))).toBeNull()
  })
})

describe('playbackMilliseconds', () => {
  it.each([
    [5, 600_000],
    [1_800, 3_600_000],
    [100_000, 43_200_000],
  ])('of %d seconds is %d', (seconds, milliseconds) => {
    expect(playbackMilliseconds(seconds)).toBe(milliseconds)
  })
})
