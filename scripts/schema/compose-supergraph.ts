import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import type { SubgraphEntry } from './supergraph-config.ts'

/** A subgraph and what its schema.graphql says. */
export interface SubgraphSdl extends SubgraphEntry {
  readonly sdl: string
}

/** The supergraph of these subgraphs, the same text for the same input. Fails with every composition error. */
export function composeSupergraph(subgraphs: readonly SubgraphSdl[]): string {
  const result = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl, { noLocation: false }) })),
  )
  if (result.supergraphSdl === undefined) {
    const reasons = (result.errors ?? []).map(({ message }) => `- ${message}`)
    throw new Error(`The subgraphs do not compose:\n${reasons.join('\n')}`)
  }
  return `${result.supergraphSdl.trim()}\n`
}
