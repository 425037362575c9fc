import { describe, expect, it } from 'vitest'

import { clampRanges, gapSeconds, measureRanges, mergeRanges } from './ranges.ts'
import type { TimeRange } from './ranges.ts'

const range = (startSeconds: number, endSeconds: number): TimeRange => ({ startSeconds, endSeconds })

/** Mulberry32: the same numbers for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function createRanges(random: () => number): TimeRange[] {
  return Array.from({ length: Math.floor(random() * 12) }, () => {
    const start = Math.floor(random() * 400) / 4
    return range(start, start + Math.floor(random() * 40) / 4)
  })
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

describe('mergeRanges', () => {
  it('joins what overlaps, touches or is nearly touching, and keeps the rest apart', () => {
    expect(
      mergeRanges([range(20, 30), range(0, 10)], [range(10, 12), range(12.5, 14), range(25, 40)]),
    ).toEqual([range(0, 14), range(20, 40)])
  })

  it('drops what is empty or backwards', () => {
    expect(mergeRanges([range(5, 5), range(9, 3)])).toEqual([])
  })

  it('keeps a range that lies within another', () => {
    expect(mergeRanges([range(0, 100), range(10, 20)])).toEqual([range(0, 100)])
  })

  it.each(Array.from({ length: 50 }, (_, seed) => seed))(
    'ends in the same union whatever the order and repetition (seed %i)',
    (seed) => {
      const random = createRandom(seed)
      const reports = Array.from({ length: 6 }, () => createRanges(random))
      const atOnce = mergeRanges(...reports)
      const inTurn = shuffle([...reports, ...reports], random).reduce<TimeRange[]>(
        (sum, report) => mergeRanges(sum, report),
        [],
      )
      expect(inTurn).toEqual(atOnce)
      expect(mergeRanges(atOnce, atOnce)).toEqual(atOnce)
    },
  )

  it.each(Array.from({ length: 50 }, (_, seed) => seed))(
    'is ordered, separated and covers exactly what was reported and small gaps (seed %i)',
    (seed) => {
      const random = createRandom(seed + 1_000)
      const reported = createRanges(random)
      const merged = mergeRanges(reported)
      merged.slice(1).forEach((next, index) => {
        expect(next.startSeconds - (merged[index]?.endSeconds ?? Infinity)).toBeGreaterThan(gapSeconds)
      })
      for (let second = 0.125; second < 120; second += 0.25) {
        const isIn = (list: readonly TimeRange[]) =>
          list.some(({ startSeconds, endSeconds }) => startSeconds < second && second < endSeconds)
        if (isIn(reported)) expect(isIn(merged)).toBe(true)
        const isFar = reported.every(
          ({ startSeconds, endSeconds }) =>
            startSeconds === endSeconds ||
            startSeconds - second > gapSeconds ||
            second - endSeconds > gapSeconds,
        )
        if (isFar) expect(isIn(merged)).toBe(false)
      }
    },
  )
})

describe('clampRanges', () => {
  it('cuts at the end of the lecture', () => {
    expect(clampRanges([range(0, 5), range(8, 20), range(30, 40)], 10)).toEqual([range(0, 5), range(8, 10)])
  })

  it('keeps everything while the length is not known', () => {
    expect(clampRanges([range(8, 20)], null)).toEqual([range(8, 20)])
  })
})

describe('measureRanges', () => {
  it('sums the seconds', () => {
    expect(measureRanges([range(0, 5), range(8, 10.5)])).toBe(7.5)
  })
})
