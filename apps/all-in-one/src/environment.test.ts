import { describe, expect, it } from 'vitest'

import { readEnvironment } from './environment.ts'

describe('ALLOWED_ORIGINS', () => {
  it('is a list with commas, spaces around them allowed', () => {
    const { allowedOrigins } = readEnvironment({
      ALLOWED_ORIGINS: 'https://app.example.org, http://localhost:3000,',
    })
    expect(allowedOrigins).toEqual(['https://app.example.org', 'http://localhost:3000'])
  })

  it('is empty when it is not given', () => {
    expect(readEnvironment({}).allowedOrigins).toEqual([])
  })

  it.each(['*', 'app.example.org', 'https://app.example.org/', 'https://app.example.org/path', 'null'])(
    'is refused with %s, which no browser would match',
    (origin) => {
      expect(() => readEnvironment({ ALLOWED_ORIGINS: origin })).toThrow('ALLOWED_ORIGINS')
    },
  )
})
