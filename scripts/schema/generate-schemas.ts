import type { GeneratedFile } from '../generated-files.ts'
import { composeSupergraph } from './compose-supergraph.ts'
import { printSubgraphSdl } from './print-subgraph-sdl.ts'
import { readSupergraphConfig } from './supergraph-config.ts'

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
