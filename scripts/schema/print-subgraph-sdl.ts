import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { GraphQLSchema } from 'graphql'
import { printSubgraph } from '@lyceum/kit'
import { z } from 'zod'
import { fromRoot } from '../root.ts'

const manifestSchema = z.object({ exports: z.object({ '.': z.string() }) })

/** The SDL of a subgraph as its code says it, without a database or any other live dependency. */
export async function printSubgraphSdl(name: string): Promise<string> {
  const factoryName = `create${name.charAt(0).toUpperCase()}${name.slice(1)}Schema`
  const manifest: unknown = JSON.parse(await readFile(fromRoot(`subgraphs/${name}/package.json`), 'utf8'))
  const entry = manifestSchema.parse(manifest).exports['.']
  const module: unknown = await import(pathToFileURL(fromRoot(`subgraphs/${name}/${entry}`)).href)
  const createSchema = isRecord(module) ? module[factoryName] : undefined
  if (!isSchemaFactory(createSchema)) {
    throw new Error(`subgraphs/${name} exports no ${factoryName}(): GraphQLSchema`)
  }
  return printSubgraph(createSchema())
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isSchemaFactory(value: unknown): value is () => GraphQLSchema {
  return typeof value === 'function'
}
