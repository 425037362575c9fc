import type { LectureRecord } from '../lecture/lecture.ts'
import { isWatchedEnough } from './progress.ts'
import type { ProgressRecord } from './progress.ts'
import { clampRanges, mergeRanges } from './ranges.ts'
import type { TimeRange } from './ranges.ts'

/** What a player says now and then. */
export interface ProgressReport {
  readonly ranges: readonly TimeRange[]
  readonly positionSeconds: number
  /** When the player was at the position. */
  readonly recordedAt: Date
}

export interface ReportedProgress {
  readonly lecture: LectureRecord
  readonly progress: ProgressRecord
  readonly report: ProgressReport
  readonly now: Date
}

/**
 * The progress after a report. Ranges add up in any order; the position is that of the latest `recordedAt`, so a report that
 * comes late moves nobody back. A time in the future counts as now.
 */
export function applyReport({ lecture, progress, report, now }: ReportedProgress): ProgressRecord {
  const { durationSeconds } = lecture
  const watchedRanges = clampRanges(mergeRanges(progress.watchedRanges, report.ranges), durationSeconds)
  const isComplete = isWatchedEnough(lecture, watchedRanges)
  const recordedAt = report.recordedAt > now ? now : report.recordedAt
  const isLater = progress.positionRecordedAt === null || recordedAt >= progress.positionRecordedAt
  return {
    lectureId: lecture.id,
    watchedRanges,
    positionSeconds: isLater
      ? Math.min(report.positionSeconds, durationSeconds ?? Infinity)
      : progress.positionSeconds,
    positionRecordedAt: isLater ? recordedAt : progress.positionRecordedAt,
    completedAt: progress.completedAt ?? (isComplete ? now : null),
  }
}
