import type { FastifyPluginAsync } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'

import type { Viewer } from './viewer.ts'

/** Headers as Node gives them: lower-case names. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>

/** What every resolver gets; a subgraph adds its loaders. */
export interface SubgraphContext {
  readonly viewer: Viewer
  /** The id the gateway gave the client's request; in every log line about it. */
  readonly requestId: string
  readonly logger: Logger
}

/** Routes that are not GraphQL: uploads, playlists, webhooks, JWKS. The gateway makes them public under `prefix`. */
export interface HttpRoutes {
  /** For example `/media`. */
  readonly prefix: string
  readonly plugin: FastifyPluginAsync
  /** Whole paths that a process of its own answers to everybody, not to the gateway alone. @default [] */
  readonly openPaths?: readonly string[]
}

/** A federated module that any host can run: in a process of its own, or beside others in one. */
export interface Subgraph {
  /** Its key in supergraph.yaml. */
  readonly name: string
  readonly schema: GraphQLSchema
  /** @throws {UnauthenticatedError} when the request carries a token that does not hold */
  createContext(headers: RequestHeaders): Promise<SubgraphContext>
  readonly routes?: HttpRoutes
  /** Consumers, jobs, warm-up. */
  start(): Promise<void>
  /** Applies again what was heard and could not be applied; absent where nothing is listened to. Need not be started. */
  replayDeadLetters?(): Promise<ReplayCount>
  /** Finishes work in flight and closes what `start` opened. */
  stop(): Promise<void>
}

/** How many events were applied in the end, and how many failed once more and stay. */
export interface ReplayCount {
  readonly replayed: number
  readonly failed: number
}
