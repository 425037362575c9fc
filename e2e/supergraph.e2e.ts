import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { createSubgraphs } from '@lyceum/all-in-one/subgraphs'
import { printSubgraph } from '@lyceum/kit'
import { createTestDatabase, createTestDependencies } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'
import { toHostDependencies } from './harness/host-dependencies.ts'

const readFromRoot = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

/**
 * type-graphql's metadata is global to a process: hosted side by side, one subgraph could leak into another. That the committed
 * schemas compose to the committed supergraph is what `npm run check:schema` says.
 */
describe('subgraphs hosted in one process', () => {
  it('are those of the supergraph, each with the schema that is committed', async () => {
    await using database = await createTestDatabase()
    await using resources = await createTestDependencies(database.url)
    const { all } = await createSubgraphs(await toHostDependencies(resources.dependencies))
    const composed = readFromRoot('supergraph.graphql').matchAll(/@join__graph\(name: "(\w+)"/g)
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set([...composed].map(([, name]) => name)))
    for (const { name, schema } of all) {
      expect(printSubgraph(schema), name).toBe(readFromRoot(`subgraphs/${name}/schema.graphql`))
    }
  })
})
