import { describe, expect, it } from 'vitest'

import { LectureKind } from '../lecture/lecture.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import { applyReport } from './apply-report.ts'
import type { ProgressReport } from './apply-report.ts'
import { computeWatchedPercent, createEmptyProgress } from './progress.ts'
import type { ProgressRecord } from './progress.ts'

const now = new Date('2026-01-01T12:00:00Z')
const earlier = new Date('2026-01-01T11:00:00Z')
const later = new Date('2026-01-01T13:00:00Z')

const lecture: LectureRecord = {
  id: 'lecture',
  courseId: 'course',
  moduleId: 'module',
  kind: LectureKind.VIDEO,
  title: 'A video',
  isPreview: false,
  textMarkdown: null,
  mediaAssetId: 'asset',
  externalVideo: null,
  durationSeconds: 100,
  createdAt: now,
  updatedAt: now,
  version: 1n,
}

function report(from: number, to: number, recordedAt = now): ProgressReport {
  return { ranges: [{ startSeconds: from, endSeconds: to }], positionSeconds: to, recordedAt }
}

function watch(...reports: readonly ProgressReport[]): ProgressRecord {
  return reports.reduce<ProgressRecord>(
    (progress, next) => applyReport({ lecture, progress, report: next, now }),
    createEmptyProgress(lecture.id),
  )
}

describe('applyReport', () => {
  it('completes a lecture of which 90 % was watched', () => {
    expect(watch(report(0, 89.9)).completedAt).toBeNull()
    expect(watch(report(0, 90)).completedAt).toEqual(now)
    expect(watch(report(50, 100), report(5, 45)).completedAt).toEqual(now)
  })

  it('does not count the same seconds twice, nor those after the end', () => {
    expect(watch(report(0, 50), report(0, 50)).completedAt).toBeNull()
    expect(watch(report(50, 500)).watchedRanges).toEqual([{ startSeconds: 50, endSeconds: 100 }])
    expect(watch(report(50, 500)).positionSeconds).toBe(100)
  })

  it('keeps the time of completion', () => {
    const first = { ...createEmptyProgress(lecture.id), completedAt: earlier }
    expect(applyReport({ lecture, progress: first, report: report(0, 100), now }).completedAt).toEqual(
      earlier,
    )
  })

  it('completes nothing whose length is not known', () => {
    const progress = applyReport({
      lecture: { ...lecture, durationSeconds: null },
      progress: createEmptyProgress(lecture.id),
      report: report(0, 1_000),
      now,
    })
    expect(progress.completedAt).toBeNull()
    expect(progress.watchedRanges).toEqual([{ startSeconds: 0, endSeconds: 1_000 }])
  })

  it('moves nobody back by a report that comes late, and keeps what it watched', () => {
    const progress = watch(report(40, 50, now), report(0, 10, earlier))
    expect(progress.positionSeconds).toBe(50)
    expect(progress.watchedRanges).toHaveLength(2)
  })

  it('takes a time in the future as now', () => {
    expect(watch(report(0, 10, later)).positionRecordedAt).toEqual(now)
  })
})

describe('computeWatchedPercent', () => {
  it.each([
    [0, 0],
    [29.999, 29],
    [33.4, 33],
    [99.9, 99],
    [100, 100],
  ])('after %d of 100 seconds is %d', (seconds, percent) => {
    expect(computeWatchedPercent(lecture, watch(report(0, seconds)))).toBe(percent)
  })
})
