import { existsSync, readdirSync } from 'node:fs'
import { fromRoot } from './root.ts'

const skippedFolders = new Set(['node_modules', 'generated', 'dist', '.lyceum'])
const sourceFile = /\.(ts|tsx|mts|mjs)$/

/** The source files below a folder, from the root. Never walks what is installed: its links lead everywhere. */
export function listSourceFiles(folder: string): string[] {
  if (!existsSync(fromRoot(folder))) return []
  return readdirSync(fromRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listSourceFiles(path)
    return sourceFile.test(entry.name) ? [path] : []
  })
}
