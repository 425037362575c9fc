import { describe, expect, it } from 'vitest'

import { createProgress } from './progress.ts'

describe('reporting progress', () => {
  it('grows only, and leaves the hundred to the caller', () => {
    const percents: number[] = []
    const progress = createProgress(10, (percent) => percents.push(percent))
    for (const us of [0, 1_000_000, 900_000, 5_000_000, 20_000_000]) progress.read(`out_time_us=${us}`)
    progress.read('out_time_us=N/A')
    expect(percents).toEqual([0, 10, 50, 99])
    expect(progress.read('[h264 @ 0x1] error while decoding MB')).toBe(false)
  })
})
