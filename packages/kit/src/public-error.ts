import { GraphQLError } from 'graphql'

import { AccessError } from './errors.ts'
import { findOutage } from './outage.ts'
import type { SubgraphContext } from './subgraph.ts'

/** Whose error it is, for the log. */
export type ErrorContext = Pick<SubgraphContext, 'requestId' | 'logger'>

/**
 * The error a client may see: our own refusals keep their code and words, malformed requests are said as such, what fails because
 * the database or the network does for a moment is `SUBGRAPH_UNAVAILABLE`, and anything else becomes `INTERNAL_SERVER_ERROR` with
 * the request id. The cause of the last two is logged once.
 * @param serviceName of the subgraph whose error it is
 */
export function toPublicError(error: GraphQLError, context: ErrorContext, serviceName: string): GraphQLError {
  const { originalError } = error
  const at = { nodes: error.nodes ?? null, path: error.path ?? null }
  if (originalError instanceof AccessError) {
    context.logger[originalError.logLevel](
      { code: originalError.code, path: error.path },
      originalError.message,
    )
    return new GraphQLError(originalError.message, {
      ...at,
      extensions: { ...originalError.details, code: originalError.code },
    })
  }
  if (originalError === undefined || originalError instanceof GraphQLError) {
    const code = error.extensions['code'] ?? originalError?.extensions['code'] ?? 'BAD_USER_INPUT'
    return new GraphQLError(error.message, { ...at, extensions: { ...error.extensions, code } })
  }
  const outage = findOutage(originalError)
  if (outage !== null) {
    // Not the error itself: it drags its connection, and so its address, into the log.
    context.logger.warn(
      { reason: outage, path: error.path, requestId: context.requestId },
      'resolver failed for the moment',
    )
    const extensions = { code: 'SUBGRAPH_UNAVAILABLE', serviceName }
    return new GraphQLError(`${serviceName} is not available`, { ...at, extensions })
  }
  context.logger.error(
    { err: originalError, path: error.path, requestId: context.requestId },
    'resolver failed',
  )
  return new GraphQLError('Internal server error', {
    ...at,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: context.requestId },
  })
}
