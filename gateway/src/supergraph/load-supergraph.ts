import { Supergraph } from '@apollo/federation-internals'
import type { Schema } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { assertValidSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'

/** A supergraph that has been read, checked and made ready to plan with. */
export interface LoadedSupergraph {
  readonly sdl: string
  /** What clients see, for graphql-js and for Apollo's planner. */
  readonly schema: GraphQLSchema
  readonly apiSchema: Schema
  /** The whole, join directives included. */
  readonly supergraphSchema: GraphQLSchema
  readonly planner: QueryPlanner
}

/** The subgraphs that a supergraph names, each with its routing url. */
export function readSubgraphEntries(sdl: string): readonly { readonly name: string; readonly url: string }[] {
  return [...Supergraph.build(sdl).subgraphsMetadata()].map(({ name, url }) => ({ name, url }))
}

/**
 * Everything that could fail later fails here.
 * @throws {Error} when the text is no valid supergraph, or names a subgraph that is not among `subgraphNames`
 */
export function loadSupergraph(sdl: string, subgraphNames: ReadonlySet<string>): LoadedSupergraph {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: true })
  const strangers = supergraph.subgraphsMetadata().filter(({ name }) => !subgraphNames.has(name))
  if (strangers.length > 0) {
    throw new Error(
      `The supergraph needs subgraphs that are not here: ${strangers.map(({ name }) => name).join(', ')}`,
    )
  }
  const apiSchema = supergraph.apiSchema()
  const schema = apiSchema.toGraphQLJSSchema()
  assertValidSchema(schema)
  return {
    sdl,
    schema,
    apiSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    planner: new QueryPlanner(supergraph),
  }
}
