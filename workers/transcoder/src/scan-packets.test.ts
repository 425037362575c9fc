import { describe, expect, it } from 'vitest'

import { snapFrameRate } from './frame-rate.ts'
import { describeFrameTimes } from './scan-packets.ts'

const frames = (count: number, at: (index: number) => number) =>
  Array.from({ length: count }, (_, i) => at(i))

describe('telling a constant from a variable frame rate', () => {
  it('takes the rounding of a millisecond clock as constant', () => {
    const times = frames(300, (i) => Math.round((i * 1000) / 60) / 1000)
    expect(describeFrameTimes(times).isVariableFrameRate).toBe(false)
  })

  it('takes a dropped frame now and then as constant, in any order of storage', () => {
    const times = frames(300, (i) => (i + (i > 150 ? 1 : 0)) / 25).reverse()
    expect(describeFrameTimes(times)).toEqual({
      isVariableFrameRate: false,
      commonFrameRate: expect.closeTo(25, 5),
    })
  })

  it('takes alternating distances as variable', () => {
    const times = frames(300, (i) => Math.floor(i / 2) * 0.1 + (i % 2) * 0.03)
    expect(describeFrameTimes(times).isVariableFrameRate).toBe(true)
  })

  it('finds the standard rate that a measured one stands for', () => {
    expect(snapFrameRate(29.97003)).toEqual({ numerator: 30_000, denominator: 1001 })
    expect(snapFrameRate(30.0001)).toEqual({ numerator: 30, denominator: 1 })
    expect(snapFrameRate(12.5)).toEqual({ numerator: 12_500, denominator: 1000 })
  })
})
