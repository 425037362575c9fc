import type { Storage } from '@lyceum/ports/storage'
import { createFilesystemStorage, filesystemUploadRoutes } from '@lyceum/ports/storage/filesystem'
import type { FastifyPluginAsync } from 'fastify'

import type { StorageEnvironment } from '../environment/storage-section.ts'

/** A storage, and where it is one on a disk, what receives its uploads. */
export interface OpenStorage {
  readonly storage: Storage
  readonly uploadRoutes?: FastifyPluginAsync
}

export interface StorageLinks {
  /** The address that links are made of, asked when one is made. */
  readonly publicUrl: () => string
}

/**
 * Opens the storage of the environment's choice. Who is given no links makes none.
 * @throws {Error} naming the buckets that are missing
 */
export async function openStorage(
  environment: StorageEnvironment,
  links?: StorageLinks,
): Promise<OpenStorage> {
  if (environment.kind === 'gcs') {
    // Its libraries are large, and who keeps files on a disk starts sooner without.
    const { createGcsStorage, requireBuckets } = await import('@lyceum/ports/storage/gcs')
    const browserOrigin = links && { browserOrigin: new URL(links.publicUrl()).origin }
    const options = { ...environment, ...browserOrigin }
    await requireBuckets(options)
    return { storage: createGcsStorage(options) }
  }
  const storage = await createFilesystemStorage({
    root: environment.folder,
    secret: environment.secret,
    uploadsUrl: () => `${(links?.publicUrl ?? refuseLinks)()}/media/uploads`,
  })
  return { storage, uploadRoutes: filesystemUploadRoutes(storage) }
}

function refuseLinks(): never {
  throw new Error('This process receives no uploads: it has no public address')
}
