import { describe, expect, it } from 'vitest'

import { createVerificationCode, formatVerificationCode, readVerificationCode } from './verification-code.ts'

describe('a verification code', () => {
  it('has 128 bits and is never the same', () => {
    const codes = new Set(Array.from({ length: 1_000 }, createVerificationCode))
    expect(codes.size).toBe(1_000)
    for (const code of codes) expect(code).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  })

  it('is read as it was printed', () => {
    const code = createVerificationCode()
    expect(readVerificationCode(formatVerificationCode(code))).toBe(code)
  })

  it('forgives small letters and characters that look alike', () => {
    expect(readVerificationCode('7zz01-zzzzz-zzzzz-zzzzz-zzzzz-z')).toBe(
      readVerificationCode('7zzol-zzzzz zzzzz-zzzzz-zzzzz-z'),
    )
  })

  it.each(['', 'ABC', `${'0'.repeat(25)}U`, '0'.repeat(27), "';--"])('is not %o', (typed) => {
    expect(readVerificationCode(typed)).toBeNull()
  })
})
