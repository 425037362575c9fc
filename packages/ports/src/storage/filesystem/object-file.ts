import { open, type FileHandle } from 'node:fs/promises'

import { z } from 'zod'

import type { ObjectStat } from '../index.ts'
import { StorageError } from '../storage-error.ts'
import { isMissing } from './file-system.ts'

/**
 * An object is one file: its bytes, then a footer of fixed length that says what they are. So one rename switches
 * bytes and description together, and a reader who has the file open keeps both.
 */
const footerLength = 512

const footerSchema = z.object({
  format: z.literal('lyceum-object-1'),
  size: z.int().nonnegative(),
  contentType: z.string(),
  crc32c: z.string(),
  updatedAt: z.iso.datetime(),
  uploadId: z.string().nullable(),
})

/** What the footer says. */
export interface ObjectDescription extends ObjectStat {
  /** The upload that brought the object, when one did. */
  readonly uploadId: string | null
}

/** An object that is open for reading. */
export interface OpenObject {
  readonly handle: FileHandle
  readonly description: ObjectDescription
}

/** Writes the footer behind the bytes and forces all to the disk. */
export async function sealObject(handle: FileHandle, description: ObjectDescription): Promise<void> {
  const footer = Buffer.alloc(footerLength, ' ')
  const text = JSON.stringify({ format: 'lyceum-object-1', ...description })
  if (Buffer.byteLength(text) > footerLength)
    throw new RangeError('the description of an object exceeds its footer')
  footer.write(text)
  await writeFully(handle, footer, description.size)
  await handle.truncate(description.size + footerLength)
  await handle.sync()
}

/** Opens an object; null when there is none. The caller closes the handle. @throws {StorageError} OBJECT_CORRUPT */
export async function openObject(path: string): Promise<OpenObject | null> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  if (handle === null) return null
  try {
    return { handle, description: await readFooter(handle, path) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** What the object at `path` is; null when there is none. @throws {StorageError} OBJECT_CORRUPT */
export async function describeObject(path: string): Promise<ObjectDescription | null> {
  const object = await openObject(path)
  await object?.handle.close()
  return object?.description ?? null
}

/** Without what only this adapter knows. */
export function toStat({ size, contentType, crc32c, updatedAt }: ObjectDescription): ObjectStat {
  return { size, contentType, crc32c, updatedAt }
}

/** Writes all of `bytes` at `position`, however many calls it takes. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const result = await handle.write(bytes, written, bytes.length - written, position + written)
    written += result.bytesWritten
  }
}

async function readFooter(handle: FileHandle, path: string): Promise<ObjectDescription> {
  const { size: fileSize } = await handle.stat()
  const footer = Buffer.alloc(footerLength)
  if (fileSize >= footerLength) await handle.read(footer, 0, footerLength, fileSize - footerLength)
  const parsed = footerSchema.safeParse(parseJson(footer.toString()))
  if (!parsed.success || parsed.data.size + footerLength !== fileSize) {
    throw new StorageError('OBJECT_CORRUPT', `the file ${path} does not end as an object does`)
  }
  const { size, contentType, crc32c, updatedAt, uploadId } = parsed.data
  return { size, contentType, crc32c, updatedAt: new Date(updatedAt), uploadId }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Judged by the schema, together with every other wrong shape.
    return null
  }
}
