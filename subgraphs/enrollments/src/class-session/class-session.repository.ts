import { isId } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/enrollments'
import type { PrismaClient } from '@lyceum/prisma/enrollments'

import type { ClassSessionRecord } from './class-session.ts'
import type { SessionPage } from './session-place.ts'

export type ClassSessionRepository = ReturnType<typeof createClassSessionRepository>

type NewClassSession = Omit<ClassSessionRecord, 'id' | 'cancelledAt'>
type Schedule = Pick<ClassSessionRecord, 'title' | 'startsAt' | 'endsAt'>

export function createClassSessionRepository(client: Pick<PrismaClient, 'classSession' | '$queryRaw'>) {
  return {
    async findSessionsByIds(ids: readonly string[]): Promise<ClassSessionRecord[]> {
      return await client.classSession.findMany({ where: { id: { in: ids.filter(isId) } } })
    },

    /** The session, which nobody else changes or marks before the transaction ends. */
    async lockSession(id: string): Promise<ClassSessionRecord | null> {
      const [session] = await client.$queryRaw<ClassSessionRecord[]>`
        SELECT ${columns} FROM enrollments.class_session AS s WHERE s.id = ${id}::uuid FOR UPDATE`
      return session ?? null
    },

    /** The same page of each of many courses, the latest first, by one statement. */
    async listPages(courseIds: readonly string[], page: SessionPage): Promise<ClassSessionRecord[]> {
      const { first, before } = page
      return await client.$queryRaw<ClassSessionRecord[]>`
        SELECT ${columns} FROM unnest(${courseIds.filter(isId)}::uuid[]) AS owner (id)
        CROSS JOIN LATERAL (
          SELECT * FROM enrollments.class_session AS candidate
          WHERE candidate.course_id = owner.id
            AND (${before === null} OR
              (candidate.starts_at, candidate.id) < (${before?.startsAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
          ORDER BY candidate.starts_at DESC, candidate.id DESC LIMIT ${first + 1}
        ) AS s ORDER BY s.starts_at DESC, s.id DESC`
    },

    async insertSession(session: NewClassSession): Promise<ClassSessionRecord> {
      return await client.classSession.create({ data: session })
    },

    async changeSession(id: string, { title, startsAt, endsAt }: Schedule): Promise<ClassSessionRecord> {
      return await client.classSession.update({ where: { id }, data: { title, startsAt, endsAt } })
    },

    async cancelSession(id: string, cancelledAt: Date): Promise<ClassSessionRecord> {
      return await client.classSession.update({ where: { id }, data: { cancelledAt } })
    },
  }
}

const columns = Prisma.sql`
  s.id, s.course_id AS "courseId", s.title, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
  s.cancelled_at AS "cancelledAt", s.created_at AS "createdAt"`
