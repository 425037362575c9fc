import { addAbortSignal, type Readable } from 'node:stream'

import type { Clock } from '../../clock/index.ts'
import { crc32c, encodeCrc32c } from '../crc32c.ts'
import type { ObjectStat, Upload, UploadLimit, UploadRequest } from '../index.ts'
import { StorageError, objectExists } from '../storage-error.ts'
import { requireUploadRequest } from '../upload-request.ts'
import type { UploadStep } from './content-range.ts'
import { readChunks } from './copy-bytes.ts'
import { publishFile } from './file-system.ts'
import { describeObject, sealObject, toStat, writeFully } from './object-file.ts'
import { toObjectPath } from './object-path.ts'
import { createTurns, type Turn } from './turns.ts'
import { createUploadId, findUploadExpiry, type UploadPart, type UploadParts } from './upload-part.ts'
import { signUpload, verifyUpload, type UploadGrant } from './upload-url.ts'

// A request that began before the expiry may still be running: its part stays so long.
const abandonedAfterMilliseconds = 3_600_000

export interface UploadsOptions {
  readonly root: string
  readonly parts: UploadParts
  readonly clock: Clock
  readonly secret: string
  readonly uploadsUrl: () => string
}

/** One request of a client that holds an upload URL. */
export interface UploadMessage {
  /** The id in the path and the query of the URL, as they came. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly step: UploadStep
  /** The Content-Type header. */
  readonly contentType: string | undefined
  readonly body: Readable | null
}

/** Where an upload stands after a request. `misplaced`: the bytes did not start where those before them end. */
export type UploadState =
  | { readonly kind: 'incomplete' | 'misplaced'; readonly receivedBytes: number }
  | { readonly kind: 'complete'; readonly isNew: boolean; readonly object: ObjectStat }

/** The server's side of resumable uploads to this disk. */
export interface Uploads {
  create(request: UploadRequest): Promise<Upload>
  /** @throws {StorageError} every code that begins with UPLOAD_, and OBJECT_EXISTS */
  receive(message: UploadMessage): Promise<UploadState>
  cancel(uploadId: string): Promise<void>
  removeExpired(): Promise<number>
}

export function createUploads({ root, parts, clock, secret, uploadsUrl }: UploadsOptions): Uploads {
  const takeTurn = createTurns()

  return {
    async create(request) {
      const { bucket, key, expiresAt } = request
      const { limit, contentType } = requireUploadRequest(request, clock.now())
      if ((await describeObject(toObjectPath(root, { bucket, key }))) !== null) throw objectExists()
      const uploadId = createUploadId(expiresAt)
      await parts.create(uploadId)
      const grant: UploadGrant = { uploadId, bucket, key, contentType, limit, expiresAt }
      return { uploadId, url: `${uploadsUrl()}/${signUpload(grant, secret)}` }
    },

    async receive(message) {
      const grant = verifyUpload(message.parameters, secret)
      if (clock.now() >= grant.expiresAt) throw new StorageError('UPLOAD_EXPIRED', 'the upload has expired')
      const turn = await takeTurn(grant.uploadId)
      try {
        return await advance(grant, message, turn)
      } finally {
        turn.release()
      }
    },

    async cancel(uploadId) {
      if (findUploadExpiry(uploadId) === null) return
      const turn = await takeTurn(uploadId)
      try {
        await parts.remove(uploadId)
      } finally {
        turn.release()
      }
    },

    async removeExpired() {
      const before = clock.now().getTime() - abandonedAfterMilliseconds
      const expired = (await parts.listIds()).filter(
        (id) => (findUploadExpiry(id)?.getTime() ?? Infinity) < before,
      )
      for (const uploadId of expired) await parts.remove(uploadId)
      return expired.length
    },
  }

  async function advance(grant: UploadGrant, message: UploadMessage, turn: Turn): Promise<UploadState> {
    const { step } = message
    const existing = await describeObject(toObjectPath(root, grant))
    if (existing !== null) {
      await parts.remove(grant.uploadId)
      if (existing.uploadId !== grant.uploadId || step.kind === 'bytes') throw objectExists()
      return { kind: 'complete', isNew: false, object: toStat(existing) }
    }
    const maximum = 'size' in grant.limit ? grant.limit.size : grant.limit.maxBytes
    requireWithinLimit(grant.limit, step)
    const part = await parts.open(grant.uploadId, maximum)
    if (part === null) throw new StorageError('UPLOAD_NOT_FOUND', 'the upload was cancelled or removed')
    try {
      if (part.isComplete) return await complete(grant, part)
      if (step.total !== null && part.length > step.total) {
        throw new StorageError('UPLOAD_RANGE_INVALID', 'more bytes have arrived than the total says')
      }
      const advanced = step.kind === 'status' ? part : await append({ grant, message, part, turn })
      if (advanced === null) return { kind: 'misplaced', receivedBytes: part.length }
      const total = 'size' in grant.limit ? grant.limit.size : step.total
      if (advanced.length === total) return await complete(grant, advanced)
      return { kind: 'incomplete', receivedBytes: advanced.length }
    } finally {
      await part.handle.close()
    }
  }

  /** Adds the bytes of a request; null when they belong elsewhere. What arrived before a cut is kept. */
  async function append({ grant, message, part, turn }: Appending): Promise<UploadPart | null> {
    const { step, contentType, body } = message
    if (step.kind === 'status') return part
    if (contentType?.trim().toLowerCase() !== grant.contentType) {
      throw new StorageError('UPLOAD_CONTENT_TYPE_MISMATCH', `this upload takes ${grant.contentType}`)
    }
    if (step.start !== part.length) return null
    const maximum = 'size' in grant.limit ? grant.limit.size : grant.limit.maxBytes
    const end = step.end ?? maximum
    let { length, crc } = part
    const keep = async (): Promise<void> => {
      await part.handle.sync()
      await parts.save(grant.uploadId, { length, crc, isComplete: false })
    }
    try {
      for await (const chunk of body === null ? [] : readChunks(addAbortSignal(turn.signal, body))) {
        if (length + chunk.length > end) {
          await part.handle.truncate(part.length)
          throw new StorageError('UPLOAD_TOO_LARGE', 'the request has more bytes than it said')
        }
        await writeFully(part.handle, chunk, length)
        length += chunk.length
        crc = crc32c(chunk, crc)
      }
    } catch (error) {
      if (error instanceof StorageError) throw error
      // A stream that broke or was taken over is destroyed; when it is not, the disk is to blame.
      if (body?.destroyed !== true) throw error
      await keep()
      throw new StorageError('UPLOAD_INTERRUPTED', 'the request ended before its bytes did', { cause: error })
    }
    await keep()
    return { ...part, length, crc }
  }

  async function complete(grant: UploadGrant, part: UploadPart): Promise<UploadState> {
    const { uploadId, contentType } = grant
    const { length, crc } = part
    await parts.save(uploadId, { length, crc, isComplete: true })
    const object = { size: length, contentType, crc32c: encodeCrc32c(crc), updatedAt: clock.now() }
    await sealObject(part.handle, { ...object, uploadId })
    try {
      await publishFile({ from: parts.pathOf(uploadId), to: toObjectPath(root, grant), ifAbsent: true })
    } catch (error) {
      // Any other failure may pass, so the bytes stay for the next request.
      if (error instanceof StorageError) await parts.remove(uploadId)
      throw error
    }
    await parts.remove(uploadId)
    return { kind: 'complete', isNew: true, object }
  }
}

interface Appending {
  readonly grant: UploadGrant
  readonly message: UploadMessage
  readonly part: UploadPart
  readonly turn: Turn
}

function requireWithinLimit(limit: UploadLimit, step: UploadStep): void {
  const maximum = 'size' in limit ? limit.size : limit.maxBytes
  const last = Math.max(step.total ?? 0, step.kind === 'bytes' ? (step.end ?? 0) : 0)
  if (last > maximum) throw new StorageError('UPLOAD_TOO_LARGE', `this upload takes at most ${maximum} bytes`)
  if ('size' in limit && step.total !== null && step.total < limit.size) {
    throw new StorageError('UPLOAD_RANGE_INVALID', `this upload has exactly ${limit.size} bytes`)
  }
}
