import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fromRoot } from './root.ts'

/** A committed file and what it should hold. */
export interface GeneratedFile {
  /** From the root. */
  readonly path: string
  readonly content: string
}

/** The files whose content on disk is another, or that are missing. */
export async function findStaleFiles(files: readonly GeneratedFile[]): Promise<readonly GeneratedFile[]> {
  const stale = await Promise.all(files.map(async (file) => ((await isCurrent(file)) ? [] : [file])))
  return stale.flat()
}

/** Writes the files that differ and returns their paths. */
export async function writeStaleFiles(files: readonly GeneratedFile[]): Promise<readonly string[]> {
  const stale = await findStaleFiles(files)
  await Promise.all(stale.map(({ path, content }) => writeFile(fromRoot(path), content)))
  return stale.map(({ path }) => path)
}

async function isCurrent({ path, content }: GeneratedFile): Promise<boolean> {
  return existsSync(fromRoot(path)) && (await readFile(fromRoot(path), 'utf8')) === content
}
