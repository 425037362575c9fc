import type { TranscoderStatus } from '@lyceum/events'
import type { PrismaClient } from '@lyceum/prisma/media'

export type TranscoderStatusRepository = ReturnType<typeof createTranscoderStatusRepository>

export function createTranscoderStatusRepository(client: Pick<PrismaClient, 'transcoderStatus'>) {
  return {
    async saveStatus({ workerId, isAvailable, advice }: TranscoderStatus, seenAt: Date): Promise<void> {
      const status = { isAvailable, advice, seenAt }
      await client.transcoderStatus.upsert({
        where: { workerId },
        create: { workerId, ...status },
        update: status,
      })
    },

    /** Workers that were heard of since, those that can work first. */
    async listStatuses(since: Date): Promise<Pick<TranscoderStatus, 'isAvailable' | 'advice'>[]> {
      return await client.transcoderStatus.findMany({
        where: { seenAt: { gte: since } },
        select: { isAvailable: true, advice: true },
        orderBy: [{ isAvailable: 'desc' }, { seenAt: 'desc' }],
        take: 10,
      })
    },

    async forgetStatuses(before: Date): Promise<void> {
      await client.transcoderStatus.deleteMany({ where: { seenAt: { lt: before } } })
    },
  }
}
