import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromRoot } from './root.mjs'

const skippedFolders = new Set(['node_modules', 'generated', 'dist'])

/** One digest of the names and contents of files (paths from the root); a missing file counts as such. */
export function digest(paths) {
  const hash = createHash('sha256')
  for (const path of paths.toSorted(compare)) {
    const file = fromRoot(path)
    hash.update(`${path}\0`)
    hash.update(existsSync(file) ? readFileSync(file) : 'missing')
    hash.update('\0')
  }
  return hash.digest('hex')
}

/** The sub-folders of a folder, as paths from the root; none when it does not exist. */
export function foldersIn(folder) {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && !skippedFolders.has(entry.name))
    .map((entry) => join(folder, entry.name))
}

/** All files below a folder, as paths from the root, without what is installed or generated. */
export function filesBelow(folder) {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : filesBelow(path)
    return [path]
  })
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}

function entriesOf(folder) {
  const path = fromRoot(folder)
  return existsSync(path) ? readdirSync(path, { withFileTypes: true }) : []
}
