import { open, readdir, rm } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Readable } from 'node:stream'

import { encodeCrc32c } from './crc32c.ts'
import { copyBytes } from './filesystem/copy-bytes.ts'
import type { ObjectStat } from './index.ts'
import { StorageError } from './storage-error.ts'

/** Paths of the regular files under a folder, with forward slashes, sorted. Links are not followed. */
export async function listLocalFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/**
 * Writes an object's bytes to a local file that must not exist yet; on failure no file is left.
 *
 * @throws {StorageError} OBJECT_CORRUPT when the bytes do not match the checksum
 */
export async function saveVerified(stream: Readable, stat: ObjectStat, localPath: string): Promise<void> {
  const handle = await open(localPath, 'wx')
  try {
    const { crc } = await copyBytes(stream, handle)
    if (encodeCrc32c(crc) !== stat.crc32c) {
      throw new StorageError('OBJECT_CORRUPT', 'the bytes of the object do not match its checksum')
    }
    await handle.close()
  } catch (error) {
    await handle.close()
    await rm(localPath, { force: true })
    throw error
  }
}
