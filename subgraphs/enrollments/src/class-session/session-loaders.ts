import { createLoader, toConnection, toPageRequest } from '@lyceum/kit'
import type { Connection, ConnectionArguments, Loader } from '@lyceum/kit'

import { createPageLoader } from '../page-loader.ts'
import type { EnrollmentsRepositories } from '../services.ts'
import type { AttendanceChangeRecord, AttendanceRecord, ClassSessionRecord } from './class-session.ts'
import { sessionKey, sessionKeyLength, toSessionPage } from './session-place.ts'
import type { SessionPage } from './session-place.ts'

/** Class sessions and who came to them, read for many courses, sessions or marks at once. */
export interface SessionLoaders {
  readonly byId: Loader<string, ClassSessionRecord | null>
  ofCourse(courseId: string, args: ConnectionArguments): Promise<Connection<ClassSessionRecord>>
  attendanceOf(sessionId: string, args: ConnectionArguments): Promise<Connection<AttendanceRecord>>
  changesOf(attendanceId: string, args: ConnectionArguments): Promise<Connection<AttendanceChangeRecord>>
}

/** Made per request. */
export function createSessionLoaders(
  repositories: Pick<EnrollmentsRepositories, 'attendance' | 'classSessions'>,
): SessionLoaders {
  const { attendance, classSessions } = repositories
  const sessionPages = createPageLoader<ClassSessionRecord, SessionPage>(
    (ids, page) => classSessions.listPages(ids, page),
    ({ courseId }) => courseId,
  )
  const attendancePages = createPageLoader(
    (ids, page) => attendance.listOfSessions(ids, page),
    ({ classSessionId }) => classSessionId,
  )
  const changePages = createPageLoader(
    (ids, page) => attendance.listChanges(ids, page),
    ({ attendanceId }) => attendanceId,
  )
  return {
    byId: createLoader(
      (ids) => classSessions.findSessionsByIds(ids),
      ({ id }) => id,
    ),
    async ofCourse(courseId, args) {
      const page = toSessionPage(toPageRequest(args, sessionKeyLength))
      return toConnection(await sessionPages(courseId, page), page, sessionKey)
    },
    async attendanceOf(sessionId, args) {
      const request = toPageRequest(args, 1)
      return toConnection(await attendancePages(sessionId, request), request, ({ id }) => [id])
    },
    async changesOf(attendanceId, args) {
      const request = toPageRequest(args, 1)
      return toConnection(await changePages(attendanceId, request), request, ({ id }) => [id])
    },
  }
}
