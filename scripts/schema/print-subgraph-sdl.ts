import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { printSubgraph } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import { z } from 'zod'
import { fromRoot } from '../root.ts'
import { createOfflineDependencies } from '@lyceum/testkit/offline'

const manifestSchema = z.object({ exports: z.object({ '.': z.string() }) })

/** The SDL of a subgraph as its code says it, without a database or any other live dependency. */
export async function printSubgraphSdl(name: string): Promise<string> {
  const factoryName = `create${name.charAt(0).toUpperCase()}${name.slice(1)}Subgraph`
  const manifest: unknown = JSON.parse(await readFile(fromRoot(`subgraphs/${name}/package.json`), 'utf8'))
  const entry = manifestSchema.parse(manifest).exports['.']
  const module = (await import(pathToFileURL(fromRoot(`subgraphs/${name}/${entry}`)).href)) as Record<
    string,
    unknown
  >
  const createSubgraph = module[factoryName]
  if (!isSubgraphFactory(createSubgraph)) throw new Error(`subgraphs/${name} exports no ${factoryName}`)
  const { schema } = await createSubgraph(await createOfflineDependencies())
  return printSubgraph(schema)
}

function isSubgraphFactory(
  value: unknown,
): value is (dependencies: Record<string, unknown>) => Promise<Pick<Subgraph, 'schema'>> {
  return typeof value === 'function'
}
