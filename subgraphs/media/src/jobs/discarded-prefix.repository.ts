import type { PrefixReference } from '@lyceum/ports/storage'
import type { PrismaClient } from '@lyceum/prisma/media'

export interface DiscardedPrefixRecord extends PrefixReference {
  readonly id: string
}

export type DiscardedPrefixRepository = ReturnType<typeof createDiscardedPrefixRepository>

/** Longer than any attempt may take: who still writes under a prefix now has ended by then. */
const untilNobodyWritesMilliseconds = 24 * 3_600_000

/** Folders of the storage that are to be deleted. */
export function createDiscardedPrefixRepository(client: Pick<PrismaClient, 'discardedPrefix'>) {
  return {
    /** Once when due, and once more when nobody can write there any longer. */
    async discard(folder: PrefixReference, dueAt: Date): Promise<void> {
      const again = new Date(dueAt.getTime() + untilNobodyWritesMilliseconds)
      const { bucket, prefix } = folder
      await client.discardedPrefix.createMany({
        data: [
          { bucket, prefix, dueAt },
          { bucket, prefix, dueAt: again },
        ],
      })
    },

    async listDue(now: Date, limit: number): Promise<DiscardedPrefixRecord[]> {
      const rows = await client.discardedPrefix.findMany({
        where: { dueAt: { lte: now } },
        orderBy: { dueAt: 'asc' },
        take: limit,
      })
      return rows.map(({ id, bucket, prefix }) => ({
        id,
        prefix,
        bucket: bucket as PrefixReference['bucket'],
      }))
    },

    /** Takes it back: the folder stays. */
    async keep({ bucket, prefix }: PrefixReference): Promise<void> {
      await client.discardedPrefix.deleteMany({ where: { bucket, prefix } })
    },

    /** Whether nobody took it back meanwhile. */
    async isDiscarded(id: string): Promise<boolean> {
      return (await client.discardedPrefix.count({ where: { id } })) > 0
    },

    async forget(id: string): Promise<void> {
      await client.discardedPrefix.deleteMany({ where: { id } })
    },
  }
}
