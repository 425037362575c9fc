import { randomUUID } from 'node:crypto'

import type { Logger } from 'pino'

import type { RequestHeaders, SubgraphContext } from './subgraph.ts'
import { bearerToken } from './token-verifier.ts'
import type { TokenVerifier } from './token-verifier.ts'

/** The header that carries a request's id from the gateway to every subgraph. */
export const requestIdHeader = 'x-request-id'

/** The header by which the gateway proves itself to a subgraph in a process of its own: a secret that only these two know. */
export const gatewaySecretHeader = 'x-gateway-secret'

export interface ContextOptions {
  readonly verifyAccessToken: TokenVerifier
  readonly logger: Logger
}

/**
 * What every subgraph's context begins with: who asks and under which request id.
 * @throws {UnauthenticatedError} when a token is sent that does not hold; no token at all is an anonymous viewer
 */
export async function readContext(
  headers: RequestHeaders,
  options: ContextOptions,
): Promise<SubgraphContext> {
  const requestId = headers[requestIdHeader] ?? randomUUID()
  const token = bearerToken(headers['authorization'])
  const viewer = token === null ? null : await options.verifyAccessToken(token)
  return { viewer, requestId, logger: options.logger.child({ requestId }) }
}
