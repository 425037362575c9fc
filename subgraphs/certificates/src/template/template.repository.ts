import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/certificates'

import { CertificateDesign } from '../certificate/certificate.ts'
import type { TemplateFields } from '../certificate/certificate.ts'

/** The template of one course. */
export interface TemplateRecord extends TemplateFields {
  readonly courseId: string
}

/** What a course without a template of its own gets. */
export const defaultTemplate: TemplateFields = {
  design: CertificateDesign.CLASSIC,
  issuerName: 'Lyceum',
  statement: 'has successfully completed the course',
  accentColor: '#1f3a5f',
  isScoreShown: false,
}

export type TemplateRepository = ReturnType<typeof createTemplateRepository>

export function createTemplateRepository(client: Pick<PrismaClient, 'template' | 'signature'>) {
  return {
    async findTemplates(courseIds: readonly string[]): Promise<TemplateRecord[]> {
      const rows = await client.template.findMany({ where: { courseId: { in: courseIds.filter(isId) } } })
      return rows.map((row) => ({ ...row, design: row.design as CertificateDesign }))
    },

    async saveTemplate({ courseId, ...fields }: TemplateRecord, updatedAt: Date): Promise<void> {
      const data = { ...fields, updatedAt }
      await client.template.upsert({ where: { courseId }, create: { courseId, ...data }, update: data })
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
