import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/enrollments'
import type { PrismaClient } from '@lyceum/prisma/enrollments'

import type { RemarkRecord } from './remark.ts'

export interface RemarkPage extends PageRequest {
  /** Whether those that were taken back are listed, too. */
  readonly withWithdrawn: boolean
}

export type RemarkRepository = ReturnType<typeof createRemarkRepository>

export function createRemarkRepository(client: Pick<PrismaClient, 'remark' | '$queryRaw'>) {
  return {
    async findRemark(id: string): Promise<RemarkRecord | null> {
      return isId(id) ? await client.remark.findUnique({ where: { id } }) : null
    },

    /** The remarks on each of many report cards, the newest first. */
    async listPages(
      enrollmentIds: readonly string[],
      { first, after, withWithdrawn }: RemarkPage,
    ): Promise<RemarkRecord[]> {
      const [before = null] = after ?? []
      return await client.$queryRaw<RemarkRecord[]>`
        SELECT ${columns} FROM unnest(${enrollmentIds.filter(isId)}::uuid[]) AS owner (id)
        CROSS JOIN LATERAL (
          SELECT * FROM enrollments.remark AS candidate
          WHERE candidate.enrollment_id = owner.id AND (${before}::uuid IS NULL OR candidate.id < ${before}::uuid)
            AND (${withWithdrawn} OR candidate.withdrawn_at IS NULL)
          ORDER BY candidate.id DESC LIMIT ${first + 1}
        ) AS r ORDER BY r.id DESC`
    },

    async insertRemark(
      remark: Pick<RemarkRecord, 'enrollmentId' | 'text' | 'authorId' | 'createdAt'>,
    ): Promise<RemarkRecord> {
      return await client.remark.create({ data: remark })
    },

    /** Changes the text of a remark; null when it was taken back. */
    async editRemark(id: string, text: string, now: Date): Promise<RemarkRecord | null> {
      const [edited] = await client.$queryRaw<RemarkRecord[]>`
        UPDATE enrollments.remark AS r SET text = ${text}, edited_at = ${now}
        WHERE id = ${id}::uuid AND withdrawn_at IS NULL RETURNING ${columns}`
      return edited ?? null
    },

    /** Takes a remark back; one that was taken back stays as it is. */
    async withdrawRemark(id: string, withdrawnBy: string, now: Date): Promise<RemarkRecord> {
      await client.remark.updateMany({
        where: { id, withdrawnAt: null },
        data: { withdrawnAt: now, withdrawnBy },
      })
      return await client.remark.findUniqueOrThrow({ where: { id } })
    },
  }
}

const columns = Prisma.sql`
  r.id, r.enrollment_id AS "enrollmentId", r.text, r.author_id AS "authorId", r.created_at AS "createdAt",
  r.edited_at AS "editedAt", r.withdrawn_at AS "withdrawnAt", r.withdrawn_by AS "withdrawnBy"`
