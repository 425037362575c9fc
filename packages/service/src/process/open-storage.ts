import type { Storage } from '@lyceum/ports/storage'
import { createFilesystemStorage, filesystemUploadRoutes } from '@lyceum/ports/storage/filesystem'
import type { FastifyPluginAsync } from 'fastify'

import type { StorageEnvironment } from '../environment/storage-section.ts'

/** A storage, and where it is one on a disk, what receives its uploads. */
export interface OpenStorage {
  readonly storage: Storage
  readonly uploadRoutes?: FastifyPluginAsync
}

/** Opens the storage of the environment's choice. @param publicUrl what links are made of, asked when one is made */
export async function openStorage(
  environment: StorageEnvironment,
  publicUrl: () => string,
): Promise<OpenStorage> {
  if (environment.kind === 'gcs') throw new Error('STORAGE=gcs is not built in yet')
  const storage = await createFilesystemStorage({
    root: environment.folder,
    secret: environment.secret,
    uploadsUrl: () => `${publicUrl()}/media/uploads`,
  })
  return { storage, uploadRoutes: filesystemUploadRoutes(storage) }
}
