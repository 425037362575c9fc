import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fromRoot } from '../root.ts'
import { composeSupergraph } from './compose-supergraph.ts'
import { printSubgraphSdl } from './print-subgraph-sdl.ts'
import { readSupergraphConfig } from './supergraph-config.ts'

/** A committed file and what it should hold. */
export interface GeneratedFile {
  /** From the root. */
  readonly path: string
  readonly content: string
}

const supergraphFile = 'supergraph.graphql'

/** Each subgraph's schema.graphql and the supergraph, from the code alone. */
export async function generateSchemas(): Promise<readonly GeneratedFile[]> {
  const subgraphs = []
  for (const entry of await readSupergraphConfig()) {
    subgraphs.push({ ...entry, sdl: await printSubgraphSdl(entry.name) })
  }
  return [
    ...subgraphs.map(({ sdlFile, sdl }) => ({ path: sdlFile, content: sdl })),
    { path: supergraphFile, content: composeSupergraph(subgraphs) },
  ]
}

/** The schema.graphql of some subgraphs only; for work on one that does not compose with the others yet. */
export async function generateSubgraphSchemas(names: readonly string[]): Promise<readonly GeneratedFile[]> {
  const entries = await readSupergraphConfig()
  const unknown = names.filter((name) => !entries.some((entry) => entry.name === name))
  if (unknown.length > 0) throw new Error(`supergraph.yaml names no subgraph ${unknown.join(', ')}`)
  const files = []
  for (const { name, sdlFile } of entries.filter((entry) => names.includes(entry.name))) {
    files.push({ path: sdlFile, content: await printSubgraphSdl(name) })
  }
  return files
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
