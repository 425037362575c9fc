import { buffer } from 'node:stream/consumers'

import type { Storage, Upload, UploadLimit } from '@lyceum/ports/storage'

import type { StorageSubject } from './storage-contract.ts'

// Google Cloud Storage wants chunks in multiples of this, the last one excepted.
export const unit = 256 * 1024
export const contentType = 'video/mp4'
export const target = { bucket: 'uploads', key: 'incoming/clip' } as const

export async function createUpload({ storage, now }: StorageSubject, limit: UploadLimit): Promise<Upload> {
  return storage.createUpload({
    ...target,
    ...limit,
    contentType,
    expiresAt: new Date(now().getTime() + 60_000),
  })
}

export async function readAll(storage: Storage): Promise<Buffer> {
  return buffer((await storage.read(target)).stream)
}
