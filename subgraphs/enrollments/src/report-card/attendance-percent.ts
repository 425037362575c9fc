import type { AttendanceCount } from './report-card.ts'

/**
 * The attendance rate in whole percent, rounded down, so that 100 is for those who never missed: of the sessions that somebody
 * was marked in, those they came to, late or not. Being excused does not count, neither for nor against. Null while nothing
 * counts.
 */
export function attendancePercent(
  count: Pick<AttendanceCount, 'presentCount' | 'lateCount' | 'absentCount'>,
): number | null {
  const attended = count.presentCount + count.lateCount
  const counted = attended + count.absentCount
  return counted === 0 ? null : Math.floor((attended * 100) / counted)
}
