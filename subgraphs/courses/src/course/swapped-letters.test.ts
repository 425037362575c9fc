import { describe, expect, it } from 'vitest'

import { toSwappedLettersQuery } from './swapped-letters.ts'

describe('a search with swapped letters', () => {
  it('tries every pair of neighbours of every longer word', () => {
    expect(toSwappedLettersQuery('Go atlas')).toBe('(go)&(atlas|talas|altas|atals|atlsa)')
  })

  it('passes nothing on that is no letter or digit', () => {
    expect(toSwappedLettersQuery(`'); a:* <-> !b | "noon"`)).toBe('(a)&(b)&(noon|onon|nono)')
  })

  it('passes nothing on that PostgreSQL unaccents to a sign of its query language', () => {
    expect(toSwappedLettersQuery('ŉabc xʼy nooːn ʼʼʼʼ')).toBe('(nabc|anbc|nbac|nacb)&(x)&(y)&(noo)&(n)')
  })

  it('leaves short words and long sentences alone', () => {
    expect(toSwappedLettersQuery('art of x')).toBeNull()
    expect(toSwappedLettersQuery('one word more than eight is a sentence here')).toBeNull()
  })
})
