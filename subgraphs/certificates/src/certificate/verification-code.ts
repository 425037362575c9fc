import { randomBytes } from 'node:crypto'

// Crockford's base 32: no I, L, O, U, so that a code survives being read aloud and typed.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 26
const codePattern = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** A new code: 128 random bits in 26 characters. */
export function createVerificationCode(): string {
  let bits = BigInt(`0x${randomBytes(16).toString('hex')}`)
  let code = ''
  for (let index = 0; index < codeLength; index += 1) {
    code = alphabet.charAt(Number(bits & 31n)) + code
    bits >>= 5n
  }
  return code
}

/** The code that somebody typed, with the slips of hand and eye taken back; null when it cannot be one. */
export function readVerificationCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return codePattern.test(code) ? code : null
}

/** In groups of five, for paper. */
export function formatVerificationCode(code: string): string {
  return code.replaceAll(/.{5}(?!$)/g, '$&-')
}
