import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { StoredObject } from '../index.ts'
import { isObjectKey } from '../object-key.ts'
import { isMissing } from './file-system.ts'
import { describeObject, toStat } from './object-file.ts'
import { folderMark } from './object-path.ts'

/** The objects in `folder` and below, ordered by key. `prefix` is what the folder's keys begin with. */
export async function* listObjects(folder: string, prefix: string): AsyncGenerator<StoredObject> {
  for (const entry of await readEntries(folder)) {
    if (entry.endsWith('/')) {
      yield* listObjects(join(folder, entry.slice(0, -1) + folderMark), prefix + entry)
      continue
    }
    const description = await describeObject(join(folder, entry))
    // Deleted since the folder was read.
    if (description === null) continue
    yield { key: prefix + entry, ...toStat(description) }
  }
}

/** Names as keys have them, folders with a slash: sorted so, the objects come in the order of their whole keys. */
async function readEntries(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .flatMap(({ name, isFolder }) => {
      if (!isFolder) return isObjectKey(name) ? [name] : []
      return name.endsWith(folderMark) ? [`${name.slice(0, -folderMark.length)}/`] : []
    })
    .sort((left, right) => (left < right ? -1 : 1))
}
