import { isId } from '@lyceum/kit'
import { Prisma } from '@lyceum/prisma/certificates'
import type { PrismaClient } from '@lyceum/prisma/certificates'

import type { TemplateFields } from '../certificate/certificate.ts'
import { TemplateSource, defaultTemplate } from './template.ts'
import type { TemplateRecord } from './template.ts'

/** The template that a course's certificates are made by. */
export interface CourseTemplate extends TemplateRecord {
  readonly courseId: string
}

export type TemplateRepository = ReturnType<typeof createTemplateRepository>

const columns = Prisma.sql`
  t.design, t.issuer_name AS "issuerName", t.statement, t.accent_color AS "accentColor",
  t.is_score_shown AS "isScoreShown"`

export function createTemplateRepository(client: Pick<PrismaClient, 'template' | 'signature' | '$queryRaw'>) {
  return {
    /**
     * The template of each course: its own, else that of a program that it is in, else the default. Among several programs
     * with a template the one that was made first counts: ids grow with time.
     */
    async findCourseTemplates(courseIds: readonly string[]): Promise<CourseTemplate[]> {
      const ids = courseIds.filter(isId)
      const found = await client.$queryRaw<CourseTemplate[]>`
        SELECT DISTINCT ON (wanted.id) wanted.id AS "courseId",
          CASE WHEN t.subject_id = wanted.id THEN 'COURSE' ELSE 'PROGRAM' END AS source, ${columns}
        FROM unnest(${ids}::uuid[]) AS wanted (id)
        JOIN certificates.template AS t ON t.subject_id = wanted.id OR t.subject_id IN (
          SELECT p.id FROM certificates.program AS p WHERE p.course_ids @> ARRAY[wanted.id] AND NOT p.is_deleted)
        ORDER BY wanted.id, t.subject_id <> wanted.id, t.subject_id`
      const others = ids.filter((id) => !found.some(({ courseId }) => courseId === id))
      return [
        ...found,
        ...others.map((courseId) => ({ courseId, source: TemplateSource.DEFAULT, ...defaultTemplate })),
      ]
    },

    /** Templates of programs themselves, by program. */
    async findProgramTemplates(
      programIds: readonly string[],
    ): Promise<(TemplateRecord & { readonly programId: string })[]> {
      return await client.$queryRaw`
        SELECT t.subject_id AS "programId", 'PROGRAM' AS source, ${columns}
        FROM certificates.template AS t WHERE t.subject_id = ANY(${programIds.filter(isId)}::uuid[])`
    },

    async saveTemplate(subjectId: string, fields: TemplateFields, updatedAt: Date): Promise<void> {
      const data = { ...fields, updatedAt }
      await client.template.upsert({ where: { subjectId }, create: { subjectId, ...data }, update: data })
    },

    async removeTemplate(subjectId: string): Promise<void> {
      await client.template.deleteMany({ where: { subjectId } })
    },

    /** Keys of pictures in the bucket `certificates`, by person. */
    async findSignatureKeys(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const rows = await client.signature.findMany({ where: { userId: { in: [...userIds] } } })
      return new Map(rows.map(({ userId, objectKey }) => [userId, objectKey]))
    },

    async removeSignature(userId: string): Promise<void> {
      await client.signature.deleteMany({ where: { userId } })
    },

    async saveSignature(userId: string, objectKey: string, updatedAt: Date): Promise<void> {
      const data = { objectKey, updatedAt }
      await client.signature.upsert({ where: { userId }, create: { userId, ...data }, update: data })
    },
  }
}
