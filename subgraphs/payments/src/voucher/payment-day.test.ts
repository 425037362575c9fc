import { describe, expect, it } from 'vitest'

import { findDayFault } from './payment-day.ts'

const period = { placedAt: new Date('2026-03-02T00:30:00Z'), now: new Date('2026-03-09T23:30:00Z') }

describe('the day of a payment', () => {
  it.each([
    ['0000-01-01', 'paid_before_the_order'],
    ['2026-02-28', 'paid_before_the_order'],
    ['2026-03-01', null],
    ['2026-03-05', null],
    ['2026-03-10', null],
    ['2026-03-11', 'paid_in_the_future'],
    ['9999-12-31', 'paid_in_the_future'],
  ])('%s is between order and now, give or take one for time zones, or it is %s', (paidOn, fault) => {
    expect(findDayFault(paidOn, period)).toBe(fault)
  })

  it('has no beginning without an order', () => {
    expect(findDayFault('2000-01-01', { ...period, placedAt: null })).toBeNull()
  })
})
