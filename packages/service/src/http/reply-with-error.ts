import { AccessError, RateLimitedError, findOutage } from '@lyceum/kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'

const statusOfCode: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
}

/** Answers what went wrong before GraphQL began, in GraphQL's own shape. */
export function createErrorReply(logger: Logger) {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { code, message, status, reason } = describe(error)
    const line = { requestId: request.id, status, code }
    if (status < 500) logger.info(line, 'request refused')
    else if (reason !== undefined) logger.warn({ ...line, reason }, 'request failed for the moment')
    else logger.error({ ...line, err: error }, 'request failed')
    if (error instanceof RateLimitedError) reply.header('retry-after', error.details.retryAfterSeconds)
    await reply
      .code(status)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }))
  }
}

interface Refusal {
  readonly code: string
  readonly message: string
  readonly status: number
  /** What cannot be reached for the moment. */
  readonly reason?: string
}

function describe(error: unknown): Refusal {
  if (error instanceof AccessError) {
    return { code: error.code, message: error.message, status: statusOfCode[error.code] ?? 400 }
  }
  if (error instanceof GraphQLError) {
    return { code: String(error.extensions['code']), message: error.message, status: 400 }
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return { code: 'BAD_REQUEST', message: 'The request is too large', status }
  if (status >= 400 && status < 500) {
    return { code: 'BAD_REQUEST', message: 'The request is no GraphQL request in JSON', status }
  }
  const reason = findOutage(error)
  if (reason !== null)
    return { code: 'SUBGRAPH_UNAVAILABLE', message: 'Not available for the moment', status: 503, reason }
  return { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error', status: 500 }
}
