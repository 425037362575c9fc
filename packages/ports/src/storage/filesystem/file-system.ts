import { link, mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'

import { StorageError } from '../storage-error.ts'

/** Where a finished file goes and how. */
export interface Publication {
  readonly from: string
  readonly to: string
  readonly ifAbsent: boolean
}

/**
 * Gives a finished, synced file its final name in one step that survives a power cut.
 *
 * @throws {StorageError} OBJECT_EXISTS when `ifAbsent` and the name is taken
 */
export async function publishFile({ from, to, ifAbsent }: Publication): Promise<void> {
  // A folder can be pruned by a deletion between its making and its use; a few turns are enough to win.
  for (let attempt = 1; ; attempt += 1) {
    const firstMade = await mkdir(dirname(to), { recursive: true })
    try {
      await (ifAbsent ? link(from, to) : rename(from, to))
    } catch (error) {
      if (hasCode(error, 'EEXIST'))
        throw new StorageError('OBJECT_EXISTS', 'the object exists', { cause: error })
      if (isMissing(error) && attempt < 5) continue
      throw error
    }
    await syncFolders(dirname(to), firstMade === undefined ? dirname(to) : dirname(firstMade))
    if (ifAbsent) await rm(from, { force: true })
    return
  }
}

/** Removes `folder` and the folders above it while they are empty; `root` stays. */
export async function pruneEmptyFolders(folder: string, root: string): Promise<void> {
  for (let current = folder; isInside(current, root); current = dirname(current)) {
    try {
      await rmdir(current)
    } catch (error) {
      if (isMissing(error)) continue
      if (hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST')) return
      throw error
    }
  }
}

/** Whether the error says that a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`)
}

/** Makes the names in `folder` durable, and those of every folder above it up to `last`. */
async function syncFolders(folder: string, last: string): Promise<void> {
  // Windows cannot open a folder; its file system journals names by itself.
  if (process.platform === 'win32') return
  for (let current = folder; ; current = dirname(current)) {
    const handle = await open(current, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    if (current === last || current === dirname(current)) return
  }
}
