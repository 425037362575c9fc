import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

import { z } from 'zod'

import { crc32c } from '../crc32c.ts'
import type { BytesState } from './copy-bytes.ts'
import { isMissing, publishFile } from './file-system.ts'

const checkpointSchema = z.object({ length: z.int().nonnegative(), crc: z.int(), isComplete: z.boolean() })
const uploadIdPattern = /^([0-9a-z]{1,11})-[0-9a-f]{32}$/
const readLength = 1 << 20

/**
 * What was last known for sure: so many bytes with this checksum. The file's own length is the truth of how many bytes
 * arrived; the checkpoint saves reading them again, and marks an upload that only lacks its final name.
 */
export type Checkpoint = z.infer<typeof checkpointSchema>

/** An upload's bytes so far, open for writing. The caller closes the handle. */
export interface UploadPart extends BytesState {
  readonly handle: FileHandle
  readonly isComplete: boolean
}

/** The id of a new upload. It carries its expiry, so that what expired can be found on the disk. */
export function createUploadId(expiresAt: Date): string {
  return `${expiresAt.getTime().toString(36)}-${randomBytes(16).toString('hex')}`
}

/** When the upload expires; null when this is no upload id. */
export function findUploadExpiry(uploadId: string): Date | null {
  const match = uploadIdPattern.exec(uploadId)
  return match?.[1] === undefined ? null : new Date(Number.parseInt(match[1], 36))
}

/** The unfinished uploads in one folder of the disk. */
export interface UploadParts {
  create(uploadId: string): Promise<void>
  /** Null when there is none. @param maximum - no upload of this id can be longer than so many bytes */
  open(uploadId: string, maximum: number): Promise<UploadPart | null>
  save(uploadId: string, checkpoint: Checkpoint): Promise<void>
  pathOf(uploadId: string): string
  remove(uploadId: string): Promise<void>
  listIds(): Promise<string[]>
}

export function createUploadParts(folder: string): UploadParts {
  const pathOf = (uploadId: string): string => join(folder, `${uploadId}.part`)
  const checkpointPathOf = (uploadId: string): string => join(folder, `${uploadId}.json`)

  return {
    pathOf,

    async create(uploadId) {
      const handle = await open(pathOf(uploadId), 'wx')
      await handle.close()
    },

    async open(uploadId, maximum) {
      const handle = await open(pathOf(uploadId), 'r+').catch((error: unknown) => {
        if (isMissing(error)) return null
        throw error
      })
      if (handle === null) return null
      try {
        const checkpoint = await readCheckpoint(checkpointPathOf(uploadId))
        return { handle, ...(await findState(handle, checkpoint, maximum)) }
      } catch (error) {
        await handle.close()
        throw error
      }
    },

    async save(uploadId, checkpoint) {
      const from = `${checkpointPathOf(uploadId)}.new`
      const handle = await open(from, 'w')
      try {
        await handle.writeFile(JSON.stringify(checkpoint))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await publishFile({ from, to: checkpointPathOf(uploadId), ifAbsent: false })
    },

    async remove(uploadId) {
      await rm(pathOf(uploadId), { force: true })
      await rm(checkpointPathOf(uploadId), { force: true })
      await rm(`${checkpointPathOf(uploadId)}.new`, { force: true })
    },

    async listIds() {
      const names = await readdir(folder)
      return [...new Set(names.map((name) => name.slice(0, name.indexOf('.'))))]
    },
  }
}

async function readCheckpoint(path: string): Promise<Checkpoint> {
  const none: Checkpoint = { length: 0, crc: 0, isComplete: false }
  try {
    const parsed = checkpointSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : none
  } catch (error) {
    // Absent before the first bytes; unreadable means only that the bytes are read again.
    if (isMissing(error) || error instanceof SyntaxError) return none
    throw error
  }
}

async function findState(handle: FileHandle, checkpoint: Checkpoint, maximum: number): Promise<Checkpoint> {
  const { size: length } = await handle.stat()
  const isTrusted = checkpoint.length <= Math.min(length, maximum)
  const known: Checkpoint = isTrusted ? checkpoint : { length: 0, crc: 0, isComplete: false }
  // What a complete upload has behind its bytes is its footer, perhaps half of it.
  if (known.isComplete) return known
  if (length > maximum) {
    // Nothing of ours writes beyond the limit, so the bytes after the checkpoint are not the client's.
    await handle.truncate(known.length)
    return known
  }
  return { length, crc: await continueChecksum(handle, known, length), isComplete: false }
}

async function continueChecksum(handle: FileHandle, from: BytesState, length: number): Promise<number> {
  const buffer = Buffer.alloc(Math.min(readLength, length - from.length))
  let { crc, length: position } = from
  while (position < length) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, length - position), position)
    if (bytesRead === 0) throw new RangeError('the file of an upload became shorter while it was read')
    crc = crc32c(buffer.subarray(0, bytesRead), crc)
    position += bytesRead
  }
  return crc
}
