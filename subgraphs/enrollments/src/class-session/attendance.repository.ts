import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/enrollments'
import type { PrismaClient } from '@lyceum/prisma/enrollments'

import type {
  AttendanceChangeRecord,
  AttendanceRecord,
  AttendanceStatus,
  CardAttendanceRecord,
} from './class-session.ts'
import type { SessionPage } from './session-place.ts'

export type AttendanceRepository = ReturnType<typeof createAttendanceRepository>

export interface NewMarks {
  readonly classSessionId: string
  readonly marks: readonly { readonly userId: string; readonly status: AttendanceStatus }[]
  readonly markedBy: string
  readonly markedAt: Date
}

/** Marks of class sessions. */
export function createAttendanceRepository(client: Pick<PrismaClient, '$queryRaw' | '$executeRaw'>) {
  return {
    /** Who of these people can be marked: learners of the session's course, and those who have a mark already. */
    async listMarkable(
      { id, courseId }: { readonly id: string; readonly courseId: string },
      userIds: readonly string[],
    ): Promise<ReadonlySet<string>> {
      const ids = userIds.filter(isId)
      const rows = await client.$queryRaw<{ userId: string }[]>`
        SELECT user_id AS "userId" FROM enrollments.enrollment
        WHERE course_id = ${courseId}::uuid AND user_id = ANY (${ids}::uuid[]) AND status IN ('ACTIVE', 'COMPLETED')
        UNION
        SELECT user_id FROM enrollments.attendance
        WHERE class_session_id = ${id}::uuid AND user_id = ANY (${ids}::uuid[])`
      return new Set(rows.map(({ userId }) => userId))
    },

    /** Writes marks and their history. A mark that is there already changes nothing and makes no history. */
    async saveMarks({ classSessionId, marks, markedBy, markedAt }: NewMarks): Promise<void> {
      await client.$executeRaw`
        WITH changed AS (
          INSERT INTO enrollments.attendance AS known (class_session_id, user_id, status, marked_by, marked_at)
          SELECT ${classSessionId}::uuid, mark.user_id, mark.status, ${markedBy}::uuid, ${markedAt}
          FROM unnest(${marks.map(({ userId }) => userId)}::uuid[], ${marks.map(({ status }) => status)}::text[])
            AS mark (user_id, status)
          ON CONFLICT (class_session_id, user_id) DO UPDATE
          SET status = excluded.status, marked_by = excluded.marked_by, marked_at = excluded.marked_at
          WHERE known.status <> excluded.status
          RETURNING known.id, known.status, known.marked_by, known.marked_at
        )
        INSERT INTO enrollments.attendance_change (attendance_id, status, marked_by, marked_at)
        SELECT id, status, marked_by, marked_at FROM changed`
    },

    /** The marks of each of many sessions, by the id of the mark. */
    async listOfSessions(
      sessionIds: readonly string[],
      { first, after }: PageRequest,
    ): Promise<AttendanceRecord[]> {
      const [previous = null] = after ?? []
      return await client.$queryRaw<AttendanceRecord[]>`
        SELECT ${columns} FROM unnest(${sessionIds.filter(isId)}::uuid[]) AS owner (id)
        CROSS JOIN LATERAL (
          SELECT * FROM enrollments.attendance AS candidate
          WHERE candidate.class_session_id = owner.id AND (${previous}::uuid IS NULL OR candidate.id > ${previous}::uuid)
          ORDER BY candidate.id LIMIT ${first + 1}
        ) AS mark ORDER BY mark.id`
    },

    /** The marks on each of many report cards, those of the latest session first; not of sessions that were called off. */
    async listOfCards(enrollmentIds: readonly string[], page: SessionPage): Promise<CardAttendanceRecord[]> {
      const { first, before } = page
      return await client.$queryRaw<CardAttendanceRecord[]>`
        SELECT e.id AS "enrollmentId", mark.starts_at AS "startsAt", ${columns}
        FROM enrollments.enrollment AS e
        CROSS JOIN LATERAL (
          SELECT candidate.*, session.starts_at FROM enrollments.attendance AS candidate
          JOIN enrollments.class_session AS session ON session.id = candidate.class_session_id
          WHERE session.course_id = e.course_id AND candidate.user_id = e.user_id AND session.cancelled_at IS NULL
            AND (${before === null} OR
              (session.starts_at, candidate.id) < (${before?.startsAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
          ORDER BY session.starts_at DESC, candidate.id DESC LIMIT ${first + 1}
        ) AS mark
        WHERE e.id = ANY (${enrollmentIds.filter(isId)}::uuid[])
        ORDER BY e.id, mark.starts_at DESC, mark.id DESC`
    },

    /** How each of many marks came to be, the newest first. */
    async listChanges(
      attendanceIds: readonly string[],
      { first, after }: PageRequest,
    ): Promise<AttendanceChangeRecord[]> {
      const [before = null] = after ?? []
      return await client.$queryRaw<AttendanceChangeRecord[]>`
        SELECT change.id, change.attendance_id AS "attendanceId", change.status, change.marked_by AS "markedBy",
               change.marked_at AS "markedAt"
        FROM unnest(${attendanceIds.filter(isId)}::uuid[]) AS owner (id)
        CROSS JOIN LATERAL (
          SELECT * FROM enrollments.attendance_change AS candidate
          WHERE candidate.attendance_id = owner.id AND (${before}::uuid IS NULL OR candidate.id < ${before}::uuid)
          ORDER BY candidate.id DESC LIMIT ${first + 1}
        ) AS change ORDER BY change.id DESC`
    },
  }
}

const columns = Prisma.sql`
  mark.id, mark.class_session_id AS "classSessionId", mark.user_id AS "userId", mark.status,
  mark.marked_by AS "markedBy", mark.marked_at AS "markedAt"`
