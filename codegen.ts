import { existsSync, readFileSync } from 'node:fs'
import { Supergraph } from '@apollo/federation-internals'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { CodegenConfig } from '@graphql-codegen/cli'
import { parse, printSchema } from 'graphql'
import { listSourceFiles } from './scripts/list-source-files.ts'
import { fromRoot } from './scripts/root.ts'
import { readSupergraphConfig } from './scripts/schema/supergraph-config.ts'

const preset = {
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  config: {
    documentMode: 'documentNode',
    enumsAsTypes: true,
    importExtension: '.ts',
    inputMaybeValue: 'T | null | undefined',
    scalars: { DateTime: 'string', ID: 'string' },
    useTypeImports: true,
  },
} as const

/** What clients see of the supergraph: nothing of the joins, nothing inaccessible. */
function readApiSchema(): string {
  const sdl = readFileSync(fromRoot('supergraph.graphql'), 'utf8')
  return printSchema(Supergraph.build(sdl).apiSchema().toGraphQLJSSchema())
}

/** A subgraph as its specs see it: on its own, entities by reference included. */
function readSubgraphSchema(sdlFile: string): string {
  return printSchema(buildSubgraphSchema(parse(readFileSync(fromRoot(sdlFile), 'utf8'))))
}

/** Whether code in a folder imports the typed documents there: an output without operations would not compile. */
function usesDocuments(folder: string): boolean {
  return listSourceFiles(folder).some((file) =>
    readFileSync(fromRoot(file), 'utf8').includes('generated/index.ts'),
  )
}

function outputFor(folder: string, schema: string) {
  const documents = [
    fromRoot(`${folder}/**/*.ts`),
    `!${fromRoot(`${folder}/generated/**`)}`,
    // Its links lead through the whole workspace, in circles.
    `!${fromRoot(`${folder}/node_modules/**`)}`,
  ]
  return [fromRoot(`${folder}/generated/`), { ...preset, schema, documents }] as const
}

const subgraphOutputs = (await readSupergraphConfig())
  .map(({ name, sdlFile }) => ({ folder: `subgraphs/${name}/test`, sdlFile }))
  .filter(({ folder, sdlFile }) => existsSync(fromRoot(sdlFile)) && usesDocuments(folder))
  .map(({ folder, sdlFile }) => outputFor(folder, readSubgraphSchema(sdlFile)))

const apiOutputs = existsSync(fromRoot('supergraph.graphql'))
  ? ['packages/client/src', 'e2e'].filter(usesDocuments).map((folder) => outputFor(folder, readApiSchema()))
  : []

/**
 * Typed documents: `graphql(...)` of `packages/client/src/generated` and `e2e/generated` knows the whole API, that of
 * `subgraphs/<name>/test/generated` one subgraph. Made of committed SDL alone, so it needs no running service.
 */
const config: CodegenConfig = {
  silent: true,
  generates: Object.fromEntries([...apiOutputs, ...subgraphOutputs]),
}

export default config
