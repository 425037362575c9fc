/** Seconds from the beginning; the end is not part of it. */
export interface TimeRange {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** Players report in steps: a gap this small between two ranges was watched. */
export const gapSeconds = 0.5

/**
 * The union of the ranges: in order, none touching another. Merging is idempotent, and any order of merging the same ranges
 * ends in the same union, so a report may come twice or late. Gaps up to `gapSeconds` close, which keeps the number of
 * ranges in proportion to the length of the lecture.
 */
export function mergeRanges(...lists: readonly (readonly TimeRange[])[]): TimeRange[] {
  const sorted = lists
    .flat()
    .filter(({ startSeconds, endSeconds }) => endSeconds > startSeconds)
    .sort((a, b) => a.startSeconds - b.startSeconds)
  const merged: TimeRange[] = []
  for (const range of sorted) {
    const last = merged.at(-1)
    if (last === undefined || range.startSeconds - last.endSeconds > gapSeconds) merged.push(range)
    else merged[merged.length - 1] = extendRange(last, range.endSeconds)
  }
  return merged
}

/** What of the ranges lies within a lecture of this length; all of it while the length is not known. */
export function clampRanges(ranges: readonly TimeRange[], durationSeconds: number | null): TimeRange[] {
  if (durationSeconds === null) return [...ranges]
  return ranges
    .map((range) => ({ ...range, endSeconds: Math.min(range.endSeconds, durationSeconds) }))
    .filter(({ startSeconds, endSeconds }) => endSeconds > startSeconds)
}

/** How many seconds merged ranges cover. */
export function measureRanges(ranges: readonly TimeRange[]): number {
  return ranges.reduce((sum, { startSeconds, endSeconds }) => sum + (endSeconds - startSeconds), 0)
}

function extendRange(range: TimeRange, endSeconds: number): TimeRange {
  return { startSeconds: range.startSeconds, endSeconds: Math.max(range.endSeconds, endSeconds) }
}
