import { isId } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/media'

import type { CaptionRecord } from './caption.ts'

export type CaptionRepository = ReturnType<typeof createCaptionRepository>

const columns = { id: true, assetId: true, language: true, label: true, webVtt: true } as const

export function createCaptionRepository(client: Pick<PrismaClient, 'caption'>) {
  return {
    /** Of many assets, each in the order of its languages. */
    async listCaptions(assetIds: readonly string[]): Promise<CaptionRecord[]> {
      return await client.caption.findMany({
        where: { assetId: { in: assetIds.filter(isId) } },
        select: columns,
        orderBy: [{ assetId: 'asc' }, { language: 'asc' }],
      })
    },

    /** One per language: the newer takes the place of the older. */
    async saveCaption({ assetId, language, ...text }: Omit<CaptionRecord, 'id'>): Promise<CaptionRecord> {
      return await client.caption.upsert({
        where: { assetId_language: { assetId, language } },
        create: { assetId, language, ...text },
        update: text,
        select: columns,
      })
    },

    async deleteCaption(assetId: string, language: string): Promise<boolean> {
      return (await client.caption.deleteMany({ where: { assetId, language } })).count > 0
    },
  }
}
