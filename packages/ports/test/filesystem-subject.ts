import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import type { StorageSubject } from '@lyceum/testkit/contracts/storage'
import { fastify } from 'fastify'

import { createManualClock, type ManualClock } from '../src/clock/index.ts'
import {
  createFilesystemStorage,
  filesystemUploadRoutes,
  type FilesystemStorage,
} from '../src/storage/filesystem.ts'
import type { Upload, UploadLimit } from '../src/storage/index.ts'

export const contentType = 'video/mp4'
export const target = { bucket: 'uploads', key: 'clip' } as const

/** A storage in a folder of its own, its uploads served on a port of their own, at a time that stands still. */
export interface FilesystemSubject extends StorageSubject {
  readonly storage: FilesystemStorage
  readonly clock: ManualClock
  readonly root: string
  /** Where its HTTP server is. */
  address(): string
  /** The same folder, opened by a process that has just started. */
  restart(): Promise<FilesystemSubject>
}

export async function createFilesystemSubject(): Promise<FilesystemSubject> {
  const root = await mkdtemp(join(tmpdir(), 'lyceum-storage-'))
  const secret = 'a secret that only this test knows'
  const clock = createManualClock(new Date('2026-03-01T12:00:00Z'))
  const running: AsyncDisposable[] = []

  const open = async (): Promise<FilesystemSubject> => {
    let address = ''
    const uploadsUrl = (): string => `${address}/uploads`
    const storage = await createFilesystemStorage({ root, secret, clock, uploadsUrl })
    const app = fastify({ forceCloseConnections: true })
    app.register(filesystemUploadRoutes(storage), { prefix: '/uploads' })
    address = await app.listen({ port: 0, host: '127.0.0.1' })
    running.push({ [Symbol.asyncDispose]: () => app.close() })
    return {
      storage,
      clock,
      root,
      address: () => address,
      restart: open,
      now: () => clock.now(),
      waitUntilAfter: async (time) => clock.set(new Date(time.getTime() + 1)),
      async [Symbol.asyncDispose]() {
        await Promise.all(running.map((server) => server[Symbol.asyncDispose]()))
        await rm(root, { recursive: true, force: true })
      },
    }
  }
  return open()
}

export async function createUpload({ storage, now }: FilesystemSubject, limit: UploadLimit): Promise<Upload> {
  return storage.createUpload({
    ...target,
    ...limit,
    contentType,
    expiresAt: new Date(now().getTime() + 60_000),
  })
}

export async function readAll({ storage }: FilesystemSubject): Promise<Buffer> {
  return buffer((await storage.read(target)).stream)
}

export function partPath({ root }: FilesystemSubject, uploadId: string): string {
  return join(root, '.uploads', `${uploadId}.part`)
}
