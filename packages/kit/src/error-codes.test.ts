import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'
import { UserErrorCode, accessErrorCodes } from './error-codes.ts'

const documentation = readFileSync(new URL('../../../docs/SCHEMA.md', import.meta.url), 'utf8')

describe('docs/SCHEMA.md', () => {
  it.each([...accessErrorCodes, ...Object.values(UserErrorCode)])('explains %s', (code) => {
    expect(documentation).toContain(`| \`${code}\``)
  })
})
