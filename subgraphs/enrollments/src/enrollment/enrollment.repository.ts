import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/enrollments'
import type { Enrollment, PrismaClient } from '@lyceum/prisma/enrollments'

import { EnrollmentStatus } from './enrollment.ts'
import type { CancelReason, EnrollmentRecord } from './enrollment.ts'

export interface EnrollmentFilter {
  readonly userId?: string | null
  readonly courseId?: string | null
  readonly status?: EnrollmentStatus | null
}

/** Whose enrolments: a person's or a course's. */
export type Owner = 'user' | 'course'

export interface OwnedPage extends PageRequest {
  readonly status: EnrollmentStatus | null
}

export type EnrollmentRepository = ReturnType<typeof createEnrollmentRepository>

export function createEnrollmentRepository(client: Pick<PrismaClient, 'enrollment' | '$queryRaw'>) {
  const isOpen = { not: EnrollmentStatus.CANCELLED }
  return {
    async findEnrollmentsByIds(ids: readonly string[]): Promise<EnrollmentRecord[]> {
      const rows = await client.enrollment.findMany({ where: { id: { in: ids.filter(isId) } } })
      return rows.map(toEnrollment)
    },

    /** The enrolments of one person in some courses that were not cancelled. */
    async listOpenEnrollments(userId: string, courseIds: readonly string[]): Promise<EnrollmentRecord[]> {
      const rows = await client.enrollment.findMany({
        where: { userId, courseId: { in: courseIds.filter(isId) }, status: isOpen },
      })
      return rows.map(toEnrollment)
    },

    /** Places in courses that were not cancelled. @param keys as `toPlaceKey` makes them */
    async listPlaces(keys: readonly string[]): Promise<EnrollmentRecord[]> {
      const places = keys.map((key) => key.split(':')).filter((ids) => ids.every(isId))
      return await client.$queryRaw<EnrollmentRecord[]>`
        SELECT ${columns}
        FROM unnest(${places.map(([userId]) => userId)}::uuid[], ${places.map(([, courseId]) => courseId)}::uuid[])
          AS place (user_id, course_id)
        JOIN enrollments.enrollment AS e ON e.user_id = place.user_id AND e.course_id = place.course_id
        WHERE e.status <> 'CANCELLED'`
    },

    /** Newest first. */
    async listEnrollments(request: PageRequest, filter: EnrollmentFilter): Promise<EnrollmentRecord[]> {
      const [before] = request.after ?? []
      const { userId, courseId, status } = filter
      if ([userId, courseId, before].some((id) => id != null && !isId(id))) return []
      const rows = await client.enrollment.findMany({
        where: {
          ...(before !== undefined && { id: { lt: before } }),
          ...(userId != null && { userId }),
          ...(courseId != null && { courseId }),
          ...(status != null && { status }),
        },
        orderBy: { id: 'desc' },
        take: request.first + 1,
      })
      return rows.map(toEnrollment)
    },

    /** The same page of each of many owners, newest first, by one statement. */
    async listPages(owner: Owner, ownerIds: readonly string[], page: OwnedPage): Promise<EnrollmentRecord[]> {
      const column = owner === 'user' ? Prisma.sql`user_id` : Prisma.sql`course_id`
      const [before = null] = page.after ?? []
      return await client.$queryRaw<EnrollmentRecord[]>`
        SELECT ${columns} FROM unnest(${ownerIds.filter(isId)}::uuid[]) AS owner (id)
        CROSS JOIN LATERAL (
          SELECT * FROM enrollments.enrollment
          WHERE ${column} = owner.id
            AND (${before}::uuid IS NULL OR enrollment.id < ${before}::uuid)
            AND (${page.status}::text IS NULL OR status = ${page.status})
          ORDER BY enrollment.id DESC LIMIT ${page.first + 1}
        ) AS e ORDER BY e.id DESC`
    },

    async insertEnrollment(enrollment: {
      readonly userId: string
      readonly courseId: string
      readonly status: EnrollmentStatus
      readonly activatedAt: Date | null
    }): Promise<EnrollmentRecord> {
      return toEnrollment(await client.enrollment.create({ data: enrollment }))
    },

    /** Cancels an enrolment that is not completed or cancelled already; null when it is. */
    async cancelEnrollment(id: string, now: Date): Promise<EnrollmentRecord | null> {
      const [cancelled] = await client.$queryRaw<EnrollmentRecord[]>`
        UPDATE enrollments.enrollment AS e
        SET status = 'CANCELLED', cancelled_at = ${now}, cancel_reason = 'REQUESTED', version = version + 1
        WHERE id = ${id}::uuid AND status IN ('PENDING_PAYMENT', 'ACTIVE')
        RETURNING ${columns}`
      return cancelled ?? null
    },

    /** Cancels an enrolment that stands in one of the states; null when it does not. */
    async endEnrollment(
      id: string,
      end: { readonly from: readonly EnrollmentStatus[]; readonly reason: CancelReason; readonly now: Date },
    ): Promise<EnrollmentRecord | null> {
      const [cancelled] = await client.$queryRaw<EnrollmentRecord[]>`
        UPDATE enrollments.enrollment AS e
        SET status = 'CANCELLED', cancelled_at = ${end.now}, cancel_reason = ${end.reason}, version = version + 1
        WHERE id = ${id}::uuid AND status = ANY (${end.from}::text[])
        RETURNING ${columns}`
      return cancelled ?? null
    },

    /** Begins an enrolment that was paid for: one that waits, or one whose hold expired. Null for any other. */
    async activateEnrollment(id: string, now: Date): Promise<EnrollmentRecord | null> {
      const [activated] = await client.$queryRaw<EnrollmentRecord[]>`
        UPDATE enrollments.enrollment AS e
        SET status = 'ACTIVE', activated_at = ${now}, cancelled_at = NULL, cancel_reason = NULL, version = version + 1
        WHERE id = ${id}::uuid
          AND (status = 'PENDING_PAYMENT' OR (status = 'CANCELLED' AND cancel_reason = 'HOLD_EXPIRED'))
        RETURNING ${columns}`
      return activated ?? null
    },

    /** Those that have waited for their payment since before `time`, the oldest first. */
    async listWaitingSince(time: Date, limit: number): Promise<EnrollmentRecord[]> {
      const rows = await client.enrollment.findMany({
        where: { status: EnrollmentStatus.PENDING_PAYMENT, createdAt: { lt: time } },
        orderBy: { createdAt: 'asc' },
        take: limit,
      })
      return rows.map(toEnrollment)
    },

    /** Cancels whatever is open in a course. */
    async cancelEnrollmentsOfCourse(courseId: string, now: Date): Promise<EnrollmentRecord[]> {
      return await client.$queryRaw<EnrollmentRecord[]>`
        UPDATE enrollments.enrollment AS e
        SET status = 'CANCELLED', cancelled_at = ${now}, cancel_reason = 'COURSE_DELETED', version = version + 1
        WHERE course_id = ${courseId}::uuid AND status IN ('PENDING_PAYMENT', 'ACTIVE')
        RETURNING ${columns}`
    },

    /** Waits for whoever changes these rows, so that a count that follows sees what they committed. */
    async lockActiveEnrollments(courseId: string, userId: string | null): Promise<void> {
      await client.$queryRaw`
        SELECT id FROM enrollments.enrollment
        WHERE course_id = ${courseId}::uuid AND status = 'ACTIVE' AND (${userId}::uuid IS NULL OR user_id = ${userId}::uuid)
        ORDER BY id FOR UPDATE`
    },

    /**
     * Counts the progress of the active enrolments of a course (of one person, or of all) from the rows of lectures and
     * completions, and completes those with nothing left. Answers the enrolments that changed.
     */
    async recountProgress(courseId: string, userId: string | null, now: Date): Promise<EnrollmentRecord[]> {
      return await client.$queryRaw<EnrollmentRecord[]>`
        WITH counted AS (
          SELECT open.id, count(lecture.id)::int AS total, count(done.lecture_id)::int AS done
          FROM enrollments.enrollment AS open
          LEFT JOIN enrollments.lecture ON lecture.course_id = open.course_id AND NOT lecture.is_removed
          LEFT JOIN enrollments.lecture_completion AS done
            ON done.lecture_id = lecture.id AND done.user_id = open.user_id
          WHERE open.course_id = ${courseId}::uuid AND open.status = 'ACTIVE'
            AND (${userId}::uuid IS NULL OR open.user_id = ${userId}::uuid)
          GROUP BY open.id
        )
        UPDATE enrollments.enrollment AS e SET
          lecture_count = counted.total,
          completed_lecture_count = counted.done,
          progress_percent = CASE WHEN counted.total = 0 THEN 0 ELSE counted.done * 100 / counted.total END,
          status = CASE WHEN counted.total > 0 AND counted.done = counted.total THEN 'COMPLETED' ELSE status END,
          completed_at = CASE WHEN counted.total > 0 AND counted.done = counted.total THEN ${now} ELSE completed_at END,
          version = version + 1
        FROM counted
        WHERE e.id = counted.id
          AND (e.lecture_count, e.completed_lecture_count) IS DISTINCT FROM (counted.total, counted.done)
        RETURNING ${columns}`
    },
  }
}

/** A person's place in a course, whichever enrolment holds it. */
export function toPlaceKey({ userId, courseId }: Pick<EnrollmentRecord, 'userId' | 'courseId'>): string {
  return `${userId}:${courseId}`
}

const columns = Prisma.sql`
  e.id, e.user_id AS "userId", e.course_id AS "courseId", e.status, e.progress_percent AS "progressPercent",
  e.completed_lecture_count AS "completedLectureCount", e.lecture_count AS "lectureCount", e.version,
  e.created_at AS "createdAt", e.activated_at AS "activatedAt", e.completed_at AS "completedAt",
  e.cancelled_at AS "cancelledAt", e.cancel_reason AS "cancelReason"`

function toEnrollment(row: Enrollment): EnrollmentRecord {
  return {
    ...row,
    status: row.status as EnrollmentStatus,
    cancelReason: row.cancelReason as CancelReason | null,
  }
}
