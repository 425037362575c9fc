import { LectureKind } from '../lecture/lecture.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import { measureRanges } from './ranges.ts'
import type { TimeRange } from './ranges.ts'

/** How far one person is in one lecture. */
export interface ProgressRecord {
  readonly lectureId: string
  readonly watchedRanges: readonly TimeRange[]
  readonly positionSeconds: number
  /** When the client was at that position; null before the first. */
  readonly positionRecordedAt: Date | null
  /** Set once and never taken back. */
  readonly completedAt: Date | null
}

/** What a lecture that is to be watched asks for. */
const completionShare = 0.9

/** Whether what was watched completes the lecture. Text, and whatever has no known length, is completed by marking it read. */
export function isWatchedEnough(lecture: LectureRecord, ranges: readonly TimeRange[]): boolean {
  const { durationSeconds } = lecture
  if (durationSeconds === null || durationSeconds <= 0) return false
  // Sums of fractions come out a hair below what they should be.
  return measureRanges(ranges) + 1e-6 >= completionShare * durationSeconds
}

/** How much of the lecture the person has seen, 0 to 100, rounded down. */
export function computeWatchedPercent(lecture: LectureRecord, progress: ProgressRecord): number {
  const { durationSeconds } = lecture
  if (durationSeconds === null || durationSeconds <= 0) return progress.completedAt === null ? 0 : 100
  return Math.min(100, Math.floor((100 * measureRanges(progress.watchedRanges)) / durationSeconds + 1e-6))
}

/** Whether a lecture is completed by saying that it was read or seen. */
export function isCompletedByReading({ kind }: LectureRecord): boolean {
  return kind === LectureKind.TEXT || kind === LectureKind.EXTERNAL_VIDEO
}

/** The progress of somebody who has not begun. */
export function createEmptyProgress(lectureId: string): ProgressRecord {
  return { lectureId, watchedRanges: [], positionSeconds: 0, positionRecordedAt: null, completedAt: null }
}
