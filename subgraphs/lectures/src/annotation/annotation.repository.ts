import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/lectures'
import type { PrismaClient } from '@lyceum/prisma/lectures'

import type { AnnotationRecord, NewAnnotation } from './annotation.ts'

export interface AnnotationPage {
  /** `after` is `[atSeconds, id]`. */
  readonly request: PageRequest
  readonly viewerId: string | null
}

export type AnnotationRepository = ReturnType<typeof createAnnotationRepository>

/** The annotations' table; the only place of this folder that sees Prisma. */
export function createAnnotationRepository(client: Pick<PrismaClient, 'annotation' | '$queryRaw'>) {
  return {
    /** A page of each lecture's annotations that the viewer sees, in the order of the lecture: up to `first + 1` each. */
    async listPages(
      lectureIds: readonly string[],
      { request, viewerId }: AnnotationPage,
    ): Promise<AnnotationRecord[]> {
      const [atSeconds, id] = request.after ?? []
      const isAfter =
        atSeconds === undefined || id === undefined
          ? Prisma.sql`true`
          : Prisma.sql`(a.at_seconds, a.id) > (${Number(atSeconds)}::float8, ${id}::uuid)`
      return await client.$queryRaw<AnnotationRecord[]>`
        SELECT page.* FROM unnest(${lectureIds}::uuid[]) AS wanted (lecture_id)
        CROSS JOIN LATERAL (
          SELECT a.id, a.lecture_id AS "lectureId", a.author_id AS "authorId", a.at_seconds AS "atSeconds",
                 a.body, a.is_public AS "isPublic", a.created_at AS "createdAt", a.updated_at AS "updatedAt"
          FROM lectures.annotation a
          WHERE a.lecture_id = wanted.lecture_id AND (a.is_public OR a.author_id = ${viewerId}::uuid)
            AND ${isAfter}
          ORDER BY a.at_seconds, a.id
          LIMIT ${request.first + 1}
        ) page
        ORDER BY page."lectureId", page."atSeconds", page.id`
    },

    async findAnnotation(id: string): Promise<AnnotationRecord | null> {
      return isId(id) ? await client.annotation.findUnique({ where: { id } }) : null
    },

    async insertAnnotation(annotation: NewAnnotation): Promise<AnnotationRecord> {
      return await client.annotation.create({ data: annotation })
    },

    /** Null when it is gone. */
    async changeAnnotation(
      id: string,
      change: Partial<Pick<AnnotationRecord, 'atSeconds' | 'body' | 'isPublic'>>,
    ): Promise<AnnotationRecord | null> {
      const [annotation] = await client.annotation.updateManyAndReturn({ where: { id }, data: change })
      return annotation ?? null
    },

    /** False when it is gone already. */
    async deleteAnnotation(id: string): Promise<boolean> {
      const { count } = await client.annotation.deleteMany({ where: { id } })
      return count > 0
    },
  }
}
