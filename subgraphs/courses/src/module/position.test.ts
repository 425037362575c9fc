import { describe, expect, it } from 'vitest'

import { choosePosition } from './position.ts'

describe('a position', () => {
  it('lies inside its gap, whatever the attempt', () => {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const position = choosePosition({ before: 'a0', after: 'a1' }, attempt)
      expect('a0' < position && position < 'a1').toBe(true)
    }
  })

  it('begins a list, ends it, and stands alone in an empty one', () => {
    expect(choosePosition({ before: null, after: 'a0' }, 1) < 'a0').toBe(true)
    expect(choosePosition({ before: 'a0', after: null }, 1) > 'a0').toBe(true)
    expect(choosePosition({ before: null, after: null }, 1)).toBe('a0')
  })
})
