import { join } from 'node:path'

import { systemClock, type Clock } from '../clock/index.ts'
import { connect, type GcsConnection } from './gcs/connect.ts'
import { describeObject, fileOf, hasStatus } from './gcs/describe-object.ts'
import { listObjects, type ListedObject } from './gcs/list-objects.ts'
import { readObject } from './gcs/read-object.ts'
import { runAll } from './gcs/run-all.ts'
import { cancelSession, openSession, signSessionStart } from './gcs/upload-session.ts'
import { writeLocalFile, writeObject } from './gcs/write-object.ts'
import type { Bucket, ObjectReference, Storage, StoredObject } from './index.ts'
import { listLocalFiles, saveVerified } from './local-files.ts'
import { requireContentType, requireObjectKey, requirePrefix } from './object-key.ts'
import { objectExists } from './storage-error.ts'
import { requireUploadRequest } from './upload-request.ts'

export { ensureBuckets, requireBuckets } from './gcs/ensure-buckets.ts'

/** A service account's own key. */
export interface GcsCredentials {
  readonly clientEmail: string
  /** PEM, PKCS #8. */
  readonly privateKey: string
}

/** How a storage in Google Cloud Storage is made. */
export interface GcsStorageOptions {
  readonly projectId: string
  /** The buckets are `<prefix>-uploads`, `-media`, `-public` and `-certificates`. They must exist. */
  readonly bucketPrefix: string
  /** Without it, application default credentials: the account of the machine, which then signs through IAM. */
  readonly credentials?: GcsCredentials
  /** Only for an emulator, which is asked without credentials: `http://127.0.0.1:4443`. */
  readonly apiEndpoint?: string
  /** The web origin from which browsers upload, `https://school.example`. Other clients need none. */
  readonly browserOrigin?: string
  /** @default systemClock */
  readonly clock?: Clock
}

/**
 * Keeps objects in Google Cloud Storage. Clients upload straight to it: we open the session by a signed request that
 * fixes type, length and "must not exist", and hand out the session's URI. The service knows no expiry of a session
 * but its own, a week; an object that arrives after the expiry is invisible to every method here, and swept.
 */
export function createGcsStorage(options: GcsStorageOptions): Storage {
  const { browserOrigin, clock = systemClock } = options
  const connection = connect(options)

  const storage: Storage = {
    async write(target, body, writeOptions) {
      requireWritable(target, writeOptions.contentType)
      return writeObject(connection, target, { ...writeOptions, body })
    },

    async writeFile(target, localPath, writeOptions) {
      requireWritable(target, writeOptions.contentType)
      return writeLocalFile(connection, target, { ...writeOptions, path: localPath })
    },

    async writeFolder({ bucket, prefix }, localPath, { contentTypeOf }) {
      requirePrefix(prefix)
      const paths = await listLocalFiles(localPath)
      const written: StoredObject[] = []
      await runAll(paths, async (path) => {
        const key = prefix + path
        const contentType = contentTypeOf(path)
        const stat = await storage.writeFile({ bucket, key }, join(localPath, path), { contentType })
        written.push({ key, ...stat })
      })
      return written.sort((one, other) => (one.key < other.key ? -1 : 1))
    },

    async read(source, { range } = {}) {
      requireObjectKey(source.key)
      return readObject(connection, source, range)
    },

    async stat(source) {
      requireObjectKey(source.key)
      const object = await describeObject(connection, source)
      return object === null || object.isLate ? null : object.stat
    },

    async *list({ bucket, prefix }) {
      for await (const object of listObjects(connection, { bucket, prefix: requirePrefix(prefix) })) {
        if (!object.isLate) yield { key: object.key, ...object.stat }
      }
    },

    async delete(target) {
      requireObjectKey(target.key)
      const object = await describeObject(connection, target)
      if (object !== null) await deleteGeneration(connection, target, object.generation)
    },

    async deletePrefix({ bucket, prefix }) {
      await deleteEach(bucket, listObjects(connection, { bucket, prefix: requirePrefix(prefix) }))
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

    async createUpload(request) {
      const checked = requireUploadRequest(request, clock.now())
      const { bucket, key, expiresAt } = request
      if ((await describeObject(connection, request)) !== null) throw objectExists()
      // A signature is judged by the clock of the service, whatever ours says.
      const signedAt = systemClock.now()
      const start = await signSessionStart(connection, { bucket, key, expiresAt, ...checked }, signedAt)
      return openSession(start, browserOrigin)
    },

    cancelUpload: (uploadId) => cancelSession(connection, uploadId),

    // Sessions end by themselves, and a crashed write leaves nothing: only late objects are left behind.
    removeAbandoned: () => deleteEach('uploads', findLate()),
  }
  return storage

  async function* findLate(): AsyncGenerator<ListedObject> {
    for await (const object of listObjects(connection, { bucket: 'uploads' })) if (object.isLate) yield object
  }

  async function deleteEach(bucket: Bucket, objects: AsyncIterable<ListedObject>): Promise<number> {
    return runAll(objects, ({ key, generation }) => deleteGeneration(connection, { bucket, key }, generation))
  }
}

function requireWritable({ key }: ObjectReference, contentType: string): void {
  requireObjectKey(key)
  requireContentType(contentType)
}

/** Names the generation, so that repeating it cannot hit a newer object. */
async function deleteGeneration(
  connection: GcsConnection,
  target: ObjectReference,
  generation: string,
): Promise<void> {
  try {
    await fileOf(connection, target).delete({ ifGenerationMatch: generation })
  } catch (error) {
    // Somebody else deleted or replaced it in between: that object is gone.
    if (!hasStatus(error, 404) && !hasStatus(error, 412)) throw error
  }
}
