import { gunzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { encodeStatusList, listLength } from './status-list.ts'

describe('a status list', () => {
  it('is 16 kB, has index 0 at the left-most bit and the last at the right-most', () => {
    const encoded = encodeStatusList([0n, 9n, listLength - 1n])
    expect(encoded).toMatch(/^u[\w-]+$/)
    const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'))
    expect(bits).toHaveLength(16_384)
    expect([bits[0], bits[1], bits.at(-1)]).toEqual([0b1000_0000, 0b0100_0000, 0b0000_0001])
    expect(bits.subarray(2, -1).every((byte) => byte === 0)).toBe(true)
  })

  it('counts every list from its own start', () => {
    expect(encodeStatusList([listLength + 3n])).toBe(encodeStatusList([3n]))
  })
})
