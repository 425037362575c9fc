import { currencyExponent } from '@lyceum/kit'
import { describe, expect, it } from 'vitest'

import { priceSchema } from './price.ts'

describe('a price', () => {
  it('knows how many decimals a currency has', () => {
    expect(['EUR', 'JPY', 'KWD'].map(currencyExponent)).toEqual([2, 0, 3])
  })

  it('takes a currency in any case', () => {
    expect(priceSchema.parse({ amountMinor: 1999, currency: 'eur' })).toEqual({
      amountMinor: 1999,
      currency: 'EUR',
    })
  })

  it.each([
    { amountMinor: 0, currency: 'EUR' },
    { amountMinor: -1, currency: 'EUR' },
    { amountMinor: 10, currency: 'XXX' },
    { amountMinor: 10, currency: 'DEM' },
    { amountMinor: 1_000_001, currency: 'JPY' },
  ])('refuses %o', (price) => {
    expect(priceSchema.safeParse(price).success).toBe(false)
  })

  it('measures the limit in whole units of the currency', () => {
    expect(priceSchema.safeParse({ amountMinor: 1_000_001, currency: 'EUR' }).success).toBe(true)
  })
})
