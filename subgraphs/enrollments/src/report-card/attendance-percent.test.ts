import { describe, expect, it } from 'vitest'

import { attendancePercent } from './attendance-percent.ts'

describe('the attendance rate', () => {
  it.each([
    ['is null while nothing counts', [0, 0, 0], null],
    ['is whole when nothing was missed', [3, 0, 0], 100],
    ['takes a late arrival as one', [0, 2, 0], 100],
    ['is nothing when everything was missed', [0, 0, 4], 0],
    ['is rounded down', [1, 1, 1], 66],
    ['is 100 for nobody who missed one of many', [999, 0, 1], 99],
  ] as const)('%s', (_rule, [presentCount, lateCount, absentCount], percent) => {
    expect(attendancePercent({ presentCount, lateCount, absentCount })).toBe(percent)
  })
})
