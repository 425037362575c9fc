import { describe, expect, it } from 'vitest'

import { allocate, percentOf } from './allocate.ts'
import { formatMoney, parseMoney } from './currency.ts'

describe('an amount of money', () => {
  it.each([
    [4_900, 'EUR', '49.00 EUR'],
    [5, 'USD', '0.05 USD'],
    [4_900, 'JPY', '4900 JPY'],
    [4_900, 'KWD', '4.900 KWD'],
    [12_345, 'CLF', '1.2345 CLF'],
    [-1, 'EUR', '-0.01 EUR'],
  ])('%i minor units of %s are %s', (amount, currency, text) => {
    expect(formatMoney(amount, currency)).toBe(text)
  })

  it.each([
    ['49', 'EUR', 4_900],
    ['49.5', 'EUR', 4_950],
    ['0.1', 'EUR', 10],
    ['1.005', 'KWD', 1_005],
    ['1.005', 'EUR', null],
    ['1.5', 'JPY', null],
    ['-1', 'EUR', null],
    ['1e3', 'EUR', null],
    ['999999999999.9999', 'CLF', null],
  ])('reads %s %s', (text, currency, amount) => {
    expect(parseMoney(text, currency)).toBe(amount)
  })
})

describe('dividing', () => {
  it('neither loses nor makes a minor unit, and gives no part more than its weight', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const weights = Array.from(
        { length: 1 + (seed % 7) },
        (_, index) => (seed * 7_919 * (index + 3)) % 10_007,
      )
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const amount = (seed * 104_729) % (total + 1)
      const parts = allocate(amount, weights)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total === 0 ? 0 : amount)
      parts.forEach((part, index) => expect(part).toBeLessThanOrEqual(weights[index] ?? 0))
    }
  })

  it('gives what is left to the largest remainders', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(5, [0, 10, 20])).toEqual([0, 2, 3])
  })

  it('rounds half a minor unit up', () => {
    expect([percentOf(5, 50), percentOf(333, 10), percentOf(2_147_483_647, 100)]).toEqual([
      3, 33, 2_147_483_647,
    ])
  })
})
