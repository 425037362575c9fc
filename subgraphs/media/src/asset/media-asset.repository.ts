import { isId } from '@lyceum/kit'
import type { PageRequest } from '@lyceum/kit'
import type { PrismaClient } from '@lyceum/prisma/media'

import { toFileVersion, versionColumns } from '../version/file-version.repository.ts'
import type { VersionRow } from '../version/file-version.repository.ts'
import type { MediaAssetRecord, MediaKind } from './media-asset.ts'

export interface NewMediaAsset {
  readonly ownerId: string
  readonly kind: MediaKind
  readonly isPublic: boolean
}

export type MediaAssetRepository = ReturnType<typeof createMediaAssetRepository>

const withVersions = {
  versions: { select: versionColumns, orderBy: { number: 'desc' } },
} as const

/** Assets with their versions, which are few. */
export function createMediaAssetRepository(
  client: Pick<PrismaClient, 'mediaAsset' | 'fileVersion' | '$executeRaw'>,
) {
  return {
    async findAssetsByIds(ids: readonly string[]): Promise<MediaAssetRecord[]> {
      const where = { id: { in: ids.filter(isId) } }
      return (await client.mediaAsset.findMany({ where, include: withVersions })).map(toMediaAsset)
    },

    async findAssetById(id: string): Promise<MediaAssetRecord | null> {
      const [asset] = await this.findAssetsByIds([id])
      return asset ?? null
    },

    /** Newest first. */
    async listAssetsOf(ownerId: string, request: PageRequest): Promise<MediaAssetRecord[]> {
      const [before] = request.after ?? []
      const rows = await client.mediaAsset.findMany({
        where: { ownerId, ...(before !== undefined && { id: { lt: before } }) },
        include: withVersions,
        orderBy: { id: 'desc' },
        take: request.first + 1,
      })
      return rows.map(toMediaAsset)
    },

    /** How many uploads of a person are open; nobody begins another one for them before the transaction ends. */
    async lockOpenUploads(ownerId: string): Promise<number> {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${ownerId}, 0))`
      return await client.fileVersion.count({ where: { state: 'UPLOADING', asset: { ownerId } } })
    },

    async insertAsset(asset: NewMediaAsset): Promise<string> {
      const { id } = await client.mediaAsset.create({ data: asset, select: { id: true } })
      return id
    },

    /** Counts a change and answers the asset after it; null when it was deleted meanwhile. */
    async touchAsset(id: string): Promise<MediaAssetRecord | null> {
      const data = { version: { increment: 1 } }
      const { count } = await client.mediaAsset.updateMany({ where: { id }, data })
      return count === 0 ? null : await this.findAssetById(id)
    },

    /** For processes of the release before, which read it. */
    async serveVersion(id: string, servedVersionId: string): Promise<void> {
      await client.mediaAsset.updateMany({ where: { id }, data: { servedVersionId } })
    },

    /** Keeps it from being deleted by its owner, and answers it; null when there is none. */
    async markHandedIn(id: string): Promise<MediaAssetRecord | null> {
      if (!isId(id)) return null
      await client.mediaAsset.updateMany({ where: { id }, data: { isHandedIn: true } })
      return await this.findAssetById(id)
    },

    /** False when there was none, or it was handed in and that is respected. */
    async deleteAsset(id: string, { evenHandedIn }: { readonly evenHandedIn: boolean }): Promise<boolean> {
      const where = { id, ...(!evenHandedIn && { isHandedIn: false }) }
      const { count } = await client.mediaAsset.deleteMany({ where })
      return count > 0
    },

    /** Removes an asset that has no version left. */
    async deleteEmptyAsset(id: string): Promise<void> {
      await client.mediaAsset.deleteMany({ where: { id, versions: { none: {} } } })
    },
  }
}

function toMediaAsset(
  row: Omit<MediaAssetRecord, 'versions'> & { versions: VersionRow[] },
): MediaAssetRecord {
  return { ...row, versions: row.versions.map(toFileVersion) }
}
