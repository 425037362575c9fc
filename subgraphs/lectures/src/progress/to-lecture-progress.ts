import type { LectureRecord } from '../lecture/lecture.ts'
import { computeWatchedPercent } from './progress.ts'
import type { ProgressRecord } from './progress.ts'
import type { LectureProgress } from './progress.type.ts'
import { clampRanges } from './ranges.ts'

/** What clients see of a progress record. */
export function toLectureProgress(lecture: LectureRecord, record: ProgressRecord): LectureProgress {
  const watchedRanges = clampRanges(record.watchedRanges, lecture.durationSeconds)
  return {
    watchedRanges,
    positionSeconds: record.positionSeconds,
    watchedPercent: computeWatchedPercent(lecture, { ...record, watchedRanges }),
    isCompleted: record.completedAt !== null,
    completedAt: record.completedAt,
  }
}
