import { describe, expect, it } from 'vitest'

import { crc32c, encodeCrc32c } from './crc32c.ts'

describe('crc32c', () => {
  // RFC 3720, appendix B.4.
  it.each([
    ['32 bytes of zeroes', Buffer.alloc(32), 0x8a9136aa],
    ['32 bytes of ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['32 bytes counting up', Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
    ['the check string', Buffer.from('123456789'), 0xe3069283],
    ['nothing', Buffer.alloc(0), 0],
  ])('agrees with the published value of %s', (_name, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected)
  })

  it('is the same in one piece and in pieces of any length', () => {
    const bytes = Buffer.from('the quick brown fox jumps over the lazy dog')
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(crc32c(bytes))
    }
  })

  it('is written as Google Cloud Storage writes it', () => {
    expect(encodeCrc32c(crc32c(Buffer.from('123456789')))).toBe('4waSgw==')
  })
})
