import { describe, expect, it } from 'vitest'

import { shuffle } from './shuffle.ts'

describe('an order', () => {
  const items = Array.from({ length: 20 }, (_, index) => index)

  it('is replayed by its seed, on any machine', () => {
    expect(shuffle([1, 2, 3, 4, 5], { seed: 'appeal', purpose: 'questions' })).toEqual([1, 5, 2, 3, 4])
  })

  it('keeps every item once', () => {
    expect(shuffle(items, { seed: 's', purpose: 'p' }).toSorted((a, b) => a - b)).toEqual(items)
  })

  it('differs by seed and by purpose', () => {
    const orders = [
      ['s', 'p'],
      ['s', 'q'],
      ['t', 'p'],
    ].map(([seed = '', purpose = '']) => shuffle(items, { seed, purpose }).join())
    expect(new Set(orders).size).toBe(3)
  })
})
