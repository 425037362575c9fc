import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat as statFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'

import type { FastifyPluginAsync } from 'fastify'

import { systemClock, type Clock } from '../clock/index.ts'
import { requireRange } from './byte-range.ts'
import { encodeCrc32c } from './crc32c.ts'
import { copyBytes } from './filesystem/copy-bytes.ts'
import { pruneEmptyFolders, isMissing, publishFile } from './filesystem/file-system.ts'
import { listObjects } from './filesystem/list-objects.ts'
import { describeObject, openObject, sealObject, toStat } from './filesystem/object-file.ts'
import { toObjectPath, toPrefixPath } from './filesystem/object-path.ts'
import { createUploadParts } from './filesystem/upload-part.ts'
import { uploadRoutes } from './filesystem/upload-routes.ts'
import { createUploads, type Uploads } from './filesystem/uploads.ts'
import type { ObjectReference, ObjectStat, Storage, StoredObject, WriteOptions } from './index.ts'
import { listLocalFiles, saveVerified } from './local-files.ts'
import { requireContentType, requireObjectKey, requirePrefix } from './object-key.ts'
import { objectNotFound } from './storage-error.ts'

export { uploadCors } from './filesystem/upload-routes.ts'

const abandonedAfterMilliseconds = 86_400_000

/** How a storage on a disk is made. */
export interface FilesystemStorageOptions {
  /** The folder that holds everything; made when absent. One process may serve its uploads at a time. */
  readonly root: string
  /** Signs upload URLs: at least 32 characters. */
  readonly secret: string
  /** The public address of {@link filesystemUploadRoutes}; asked at each upload, since a port is known only late. */
  readonly uploadsUrl: () => string
  /** @default systemClock */
  readonly clock?: Clock
}

/** A storage on a disk; its uploads are received by us, not by a cloud. */
export interface FilesystemStorage extends Storage {
  readonly uploads: Uploads
}

/**
 * Keeps objects as files under one folder.
 *
 * @throws {RangeError} when the secret is short
 */
export async function createFilesystemStorage(options: FilesystemStorageOptions): Promise<FilesystemStorage> {
  const { secret, uploadsUrl, clock = systemClock } = options
  if (secret.length < 32) throw new RangeError('the secret of a storage has at least 32 characters')
  const root = resolve(options.root)
  const partsFolder = join(root, '.uploads')
  const incomingFolder = join(root, '.incoming')
  await mkdir(partsFolder, { recursive: true })
  await mkdir(incomingFolder, { recursive: true })
  const uploads = createUploads({ root, parts: createUploadParts(partsFolder), clock, secret, uploadsUrl })

  const storage: FilesystemStorage = {
    uploads,
    createUpload: (request) => uploads.create(request),
    cancelUpload: (uploadId) => uploads.cancel(uploadId),

    async write(target, body, writeOptions) {
      // An error before the first read would find no listener; the iteration reports it later.
      if (body instanceof Readable) body.once('error', () => undefined)
      try {
        return await writeObject(target, body, writeOptions)
      } finally {
        if (body instanceof Readable) body.destroy()
      }
    },

    async writeFile(target, localPath, writeOptions) {
      const source = await open(localPath, 'r')
      return storage.write(target, source.createReadStream(), writeOptions)
    },

    async writeFolder({ bucket, prefix }, localPath, { contentTypeOf }) {
      requirePrefix(prefix)
      const written: StoredObject[] = []
      for (const path of await listLocalFiles(localPath)) {
        const key = requireObjectKey(prefix + path)
        const contentType = contentTypeOf(path)
        const stat = await storage.writeFile({ bucket, key }, join(localPath, path), { contentType })
        written.push({ key, ...stat })
      }
      return written
    },

    async read(source, { range } = {}) {
      const object = await openObject(toObjectPath(root, source))
      if (object === null) throw objectNotFound(source)
      const { handle, description } = object
      try {
        const { start, end } = requireRange(range, description.size)
        if (end < start) await handle.close()
        const stream = end < start ? Readable.from([]) : handle.createReadStream({ start, end })
        return { stream, ...toStat(description) }
      } catch (error) {
        await handle.close()
        throw error
      }
    },

    async stat(source) {
      const description = await describeObject(toObjectPath(root, source))
      return description === null ? null : toStat(description)
    },

    list: (source) => listObjects(toPrefixPath(root, source), source.prefix),

    async delete(target) {
      const path = toObjectPath(root, target)
      await rm(path, { force: true })
      await pruneEmptyFolders(dirname(path), join(root, target.bucket))
    },

    async deletePrefix(target) {
      const path = toPrefixPath(root, target)
      await rm(path, { recursive: true, force: true, maxRetries: 3 })
      await pruneEmptyFolders(dirname(path), join(root, target.bucket))
    },

    async downloadTo(source, localPath) {
      const { stream, ...stat } = await storage.read(source)
      try {
        await saveVerified(stream, stat, localPath)
      } finally {
        stream.destroy()
      }
      return stat
    },

    async removeAbandoned() {
      const before = clock.now().getTime() - abandonedAfterMilliseconds
      return (await uploads.removeExpired()) + (await removeOlder(incomingFolder, before))
    },
  }
  return storage

  async function writeObject(
    target: ObjectReference,
    body: Readable | Uint8Array,
    { contentType: givenType, ifAbsent = false }: WriteOptions,
  ): Promise<ObjectStat> {
    const path = toObjectPath(root, target)
    const contentType = requireContentType(givenType)
    const temporaryPath = join(incomingFolder, randomUUID())
    const handle = await open(temporaryPath, 'wx')
    try {
      const { length, crc } = await copyBytes(body, handle)
      const stat = { size: length, contentType, crc32c: encodeCrc32c(crc), updatedAt: clock.now() }
      await sealObject(handle, { ...stat, uploadId: null })
      await handle.close()
      await publishFile({ from: temporaryPath, to: path, ifAbsent })
      return stat
    } finally {
      await handle.close()
      await rm(temporaryPath, { force: true })
    }
  }
}

/**
 * The routes under `uploadsUrl`: a Fastify plugin that receives signed uploads. Give it its own prefix; CORS is the
 * host's, see {@link uploadCors}. Errors are JSON `{ code, message }`.
 */
export function filesystemUploadRoutes(storage: FilesystemStorage): FastifyPluginAsync {
  return uploadRoutes(storage.uploads)
}

async function removeOlder(folder: string, before: number): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    try {
      if ((await statFile(path)).mtimeMs >= before) continue
      await rm(path)
      removed += 1
    } catch (error) {
      // Its writer finished in this moment.
      if (!isMissing(error)) throw error
    }
  }
  return removed
}
