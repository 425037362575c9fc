import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { fromRoot } from '../root.ts'

const supergraphConfigSchema = z.object({
  federation_version: z.string().regex(/^=2\.\d+\.\d+$/, 'must be exact, as in "=2.14.4"'),
  subgraphs: z.record(z.string(), z.object({ routing_url: z.url(), schema: z.object({ file: z.string() }) })),
})

/** One subgraph of supergraph.yaml. */
export interface SubgraphEntry {
  readonly name: string
  /** Where it answers in the distributed topology. */
  readonly url: string
  /** Its SDL file, as a path from the root. */
  readonly sdlFile: string
}

/** Reads supergraph.yaml (Rover's format). */
export async function readSupergraphConfig(): Promise<readonly SubgraphEntry[]> {
  const text = await readFile(fromRoot('supergraph.yaml'), 'utf8')
  const { subgraphs } = supergraphConfigSchema.parse(parse(text))
  return Object.entries(subgraphs).map(([name, { routing_url, schema }]) => ({
    name,
    url: routing_url,
    sdlFile: schema.file.replace(/^\.\//, ''),
  }))
}
