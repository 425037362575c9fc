import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { createSubgraphs } from '@lyceum/all-in-one/subgraphs'
import { printSubgraph } from '@lyceum/kit'
import { createTestDatabase, createTestDependencies } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { composeSupergraph } from '../scripts/schema/compose-supergraph.ts'
import { readSupergraphConfig } from '../scripts/schema/supergraph-config.ts'

const readFromRoot = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

/** type-graphql's metadata is global to a process: hosted side by side, one subgraph could leak into another. */
describe('subgraphs hosted in one process', () => {
  it('each have the schema that is committed, and compose to the committed supergraph', async () => {
    await using database = await createTestDatabase()
    await using resources = await createTestDependencies(database.url)
    const hosted = await createSubgraphs(resources.dependencies)
    const config = await readSupergraphConfig()
    expect(hosted.all.map(({ name }) => name).sort()).toEqual(config.map(({ name }) => name).sort())
    const subgraphs = config.map((entry) => {
      const subgraph = hosted.all.find(({ name }) => name === entry.name)
      if (subgraph === undefined) throw new Error(`${entry.name} is not hosted`)
      const sdl = printSubgraph(subgraph.schema)
      expect(sdl, entry.name).toBe(readFromRoot(entry.sdlFile))
      return { ...entry, sdl }
    })
    expect(composeSupergraph(subgraphs)).toBe(readFromRoot('supergraph.graphql'))
  })
})
