import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/lectures'

import type { AttachmentRecord, NewAttachment } from './attachment.ts'

const columns = { id: true, lectureId: true, mediaAssetId: true, title: true }

export type AttachmentRepository = ReturnType<typeof createAttachmentRepository>

/** The attachments' table; the only place of this folder that sees Prisma. */
export function createAttachmentRepository(client: Pick<PrismaClient, 'attachment'>) {
  return {
    /** Each lecture's in the order they were added. */
    async listByLectures(lectureIds: readonly string[]): Promise<AttachmentRecord[]> {
      return await client.attachment.findMany({
        where: { lectureId: { in: [...lectureIds] } },
        orderBy: { id: 'asc' },
        select: columns,
      })
    },

    async findAttachment(id: string): Promise<AttachmentRecord | null> {
      if (!isId(id)) return null
      return await client.attachment.findUnique({ where: { id }, select: columns })
    },

    async insertAttachment({ lectureId, title, link }: NewAttachment): Promise<AttachmentRecord> {
      const { assetId: mediaAssetId, linkedBy, isLinkedByAdministrator } = link
      return await client.attachment.create({
        data: { lectureId, title, mediaAssetId, linkedBy, isLinkedByAdministrator },
        select: columns,
      })
    },

    /** False when it is gone already. */
    async deleteAttachment(id: string): Promise<boolean> {
      const { count } = await client.attachment.deleteMany({ where: { id } })
      return count > 0
    },
  }
}
