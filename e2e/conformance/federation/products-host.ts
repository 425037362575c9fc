import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace'
import { startStandaloneServer } from '@apollo/server/standalone'
import { UnauthenticatedError, readContext } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import { pino } from 'pino'

import { createProductsSchema } from './products.subgraph.ts'

/** Nobody signs in here. */
export const refuseTokens: TokenVerifier = () => Promise.reject(new UnauthenticatedError())

/** What a host runs. */
export function createProductsSubgraph(): Subgraph {
  const logger = pino({ level: 'silent' })
  return {
    name: 'products',
    schema: createProductsSchema(),
    createContext: (headers) => readContext(headers, { verifyAccessToken: refuseTokens, logger }),
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  }
}

export interface TracingHost extends AsyncDisposable {
  readonly url: string
}

/**
 * The host that the suite itself asks: it wants traces inside of answers (ftv1), which hosts of ours never give away, and no
 * secret of a gateway.
 */
export async function hostWithTraces({ schema }: Subgraph): Promise<TracingHost> {
  const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTrace()] })
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } })
  return { url, [Symbol.asyncDispose]: () => server.stop() }
}
