import 'reflect-metadata'

import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { graphqlSync, lexicographicSortSchema, parse } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync, createResolversMap } from 'type-graphql'
import type { ClassType } from 'type-graphql'

import { DateTime } from './date-time.ts'
import type { SubgraphContext } from './subgraph.ts'

/** The one place that pins the version of the federation specification. */
const federationLink =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", ' +
  'import: ["@key", "@external", "@inaccessible", "@requires", "@provides", "@shareable"])'

/**
 * Finds an entity that another subgraph refers to. Batches through a loader; answers null for an id that does not exist or
 * that the viewer may not see.
 */
export type ReferenceResolver<Context extends SubgraphContext> = (
  reference: { readonly __typename: string; readonly id: string } & Readonly<Record<string, unknown>>,
  context: Context,
) => unknown

export interface SubgraphSchemaOptions<Context extends SubgraphContext> {
  /** One instance of each class decorated with `@Resolver`, with its use-cases inside. */
  readonly resolvers: readonly object[]
  /** Classes that no query reaches by itself: stubs of others' entities, implementers of `UserError`. */
  readonly types?: readonly ClassType[]
  /** By type name, for every entity with a `@key` whose fields live here. */
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>
  /**
   * SDL of the `@link`s, with definitions of linked directives that federation does not know.
   * @default the version of federation that all subgraphs of the platform share, with the directives they use
   */
  readonly links?: string
}

/** An executable federated schema made of type-graphql classes. */
export function buildSubgraph<Context extends SubgraphContext>(
  options: SubgraphSchemaOptions<Context>,
): GraphQLSchema {
  const instances = new Map<unknown, object>(
    options.resolvers.map((resolver) => [resolver.constructor, resolver]),
  )
  const schema = buildSchemaSync({
    container: { get: (resolverClass: unknown) => instances.get(resolverClass) },
    orphanedTypes: [...(options.types ?? [])],
    // A resolver names its own source in `subscribe`; type-graphql wants a hub all the same.
    pubSub: { publish: refuseHub, subscribe: refuseHub },
    resolvers: [...instances.keys()] as [ClassType, ...ClassType[]],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validate: false,
  })
  // type-graphql's metadata is global to the process: sorting makes the text independent of who loaded first.
  const { links = federationLink } = options
  const typeDefs = parse(`${printSchemaWithDirectives(lexicographicSortSchema(schema))}\n${links}\n`)
  const resolvers: Record<string, object> = createResolversMap(schema)
  for (const [typeName, resolve] of Object.entries(options.references)) {
    resolvers[typeName] = { ...resolvers[typeName], __resolveReference: resolve }
  }
  return buildSubgraphSchema({ typeDefs, resolvers: resolvers as ResolverMap })
}

type ResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']
>

/** The SDL that `_service { sdl }` answers and that is composed into the supergraph. */
export function printSubgraph(schema: GraphQLSchema): string {
  const { data, errors } = graphqlSync({ schema, source: '{ _service { sdl } }' })
  const service = data?.['_service'] as { readonly sdl: string } | undefined
  if (service === undefined)
    throw new Error('This schema was not made by buildSubgraph', { cause: errors?.[0] })
  return `${service.sdl.trim()}\n`
}

function refuseHub(): never {
  throw new Error('Subscriptions name their own source: use @Subscription({ subscribe })')
}
