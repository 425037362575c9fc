import { createLoader, toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection, ConnectionArguments, Loader } from '@lyceum/kit'

import type { CardAttendanceRecord } from '../class-session/class-session.ts'
import { sessionKey, sessionKeyLength, toSessionPage } from '../class-session/session-place.ts'
import type { SessionPage } from '../class-session/session-place.ts'
import { createPageLoader } from '../page-loader.ts'
import type { RemarkPage } from '../remark/remark.repository.ts'
import type { RemarkRecord } from '../remark/remark.ts'
import type { EnrollmentsRepositories } from '../services.ts'
import type { AssessmentResultRecord, AttendanceCount, GradeRecord } from './report-card.ts'

/** What stands on report cards, by their ids, read for many cards at once. */
export interface CardLoaders {
  readonly grades: Loader<string, GradeRecord | null>
  readonly attendanceCounts: Loader<string, AttendanceCount | null>
  results(id: string, args: ConnectionArguments): Promise<Connection<AssessmentResultRecord>>
  attendance(id: string, args: ConnectionArguments): Promise<Connection<CardAttendanceRecord>>
  /** @param withWithdrawn whether those that were taken back are listed, too */
  remarks(id: string, args: ConnectionArguments, withWithdrawn: boolean): Promise<Connection<RemarkRecord>>
}

/** Made per request. */
export function createCardLoaders(
  repositories: Pick<EnrollmentsRepositories, 'attendance' | 'remarks' | 'reportCards'>,
): CardLoaders {
  const { attendance, remarks, reportCards } = repositories
  const resultPages = createPageLoader((ids, page) => reportCards.listResults(ids, page), cardOf)
  const attendancePages = createPageLoader<CardAttendanceRecord, SessionPage>(
    (ids, page) => attendance.listOfCards(ids, page),
    cardOf,
  )
  const remarkPages = createPageLoader<RemarkRecord, RemarkPage>(
    (ids, page) => remarks.listPages(ids, page),
    cardOf,
  )
  return {
    grades: createLoader((ids) => reportCards.listGrades(ids), cardOf),
    attendanceCounts: createLoader((ids) => reportCards.countAttendance(ids), cardOf),
    async results(id, args) {
      const request = toPageRequest(args, 1)
      return toConnection(await resultPages(id, request), request, ({ assessmentId }) => [assessmentId])
    },
    async attendance(id, args) {
      const page = toSessionPage(toPageRequest(args, sessionKeyLength))
      return toConnection(await attendancePages(id, page), page, sessionKey)
    },
    async remarks(id, args, withWithdrawn) {
      const request = toPageRequest(args, 1)
      const rows = await remarkPages(id, { ...request, withWithdrawn })
      return toConnection(rows, request, (remark) => [remark.id])
    },
  }
}

function cardOf({ enrollmentId }: { readonly enrollmentId: string }): string {
  return enrollmentId
}
