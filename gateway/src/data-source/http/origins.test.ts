import { describe, expect, it } from 'vitest'

import { createOrigins } from './origins.ts'

function createTimed(urls: readonly string[]) {
  let time = 0
  const origins = createOrigins(urls, { now: () => time, avoidMs: 1_000 })
  const pickMany = (count: number): string[] => Array.from({ length: count }, () => origins.pick())
  return { origins, pickMany, advance: (ms: number) => (time += ms) }
}

describe('several origins', () => {
  it('are asked in turn', () => {
    const { pickMany } = createTimed(['a', 'b', 'c'])
    expect(pickMany(6).toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
  })

  it('are asked without the one that failed, until its time is over', () => {
    const { origins, pickMany, advance } = createTimed(['a', 'b', 'c'])
    origins.avoid('b')
    expect(new Set(pickMany(6))).toEqual(new Set(['a', 'c']))
    advance(1_000)
    expect(new Set(pickMany(6))).toEqual(new Set(['a', 'b', 'c']))
  })

  it('are asked in spite of it when all have failed, the first to fail first', () => {
    const { origins, advance } = createTimed(['a', 'b'])
    origins.avoid('b')
    advance(1)
    origins.avoid('a')
    expect(origins.pick()).toBe('b')
  })

  it('give the preferred one as long as it works', () => {
    const { origins } = createTimed(['a', 'b'])
    expect([origins.pickNear('a'), origins.pickNear('a')]).toEqual(['a', 'a'])
    origins.avoid('a')
    expect(origins.pickNear('a')).toBe('b')
  })

  it('cannot be none', () => {
    expect(() => createTimed([])).toThrow(RangeError)
  })
})
