import { requestIdHeader } from '@lyceum/kit'
import type { OperationRequest } from '@lyceum/kit'
import type { GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'

import type { SubgraphResponse, SubgraphStream } from './subgraph-data-source.ts'
import { withDeadline } from './with-deadline.ts'

export interface SubgraphPatience {
  readonly serviceName: string
  readonly logger: Logger
  readonly timeoutMs: number
}

export interface FetchOptions extends SubgraphPatience {
  /** @param signal fires at the deadline */
  fetch(signal: AbortSignal): Promise<unknown>
}

export interface SubscribeOptions extends SubgraphPatience {
  /** @param signal fires at the deadline */
  subscribe(signal: AbortSignal): Promise<SubgraphStream | SubgraphResponse>
}

/**
 * A subgraph's answer within its deadline. A late, failed or malformed answer becomes a `SUBGRAPH_UNAVAILABLE` error instead
 * of an exception, so that the data of other subgraphs stays.
 */
export async function fetchFromSubgraph(
  request: OperationRequest,
  { fetch, ...patience }: FetchOptions,
): Promise<SubgraphResponse> {
  try {
    const answer = await withDeadline(patience.timeoutMs, fetch)
    return checkResponse(answer, request.variables?.['representations'])
  } catch (error) {
    return toUnavailable(error, request, patience)
  }
}

/** The same patience with the beginning of a subscription. A stream that begins too late is given back. */
export async function subscribeToSubgraph(
  request: OperationRequest,
  { subscribe, ...patience }: SubscribeOptions,
): Promise<SubgraphStream | SubgraphResponse> {
  try {
    return await withDeadline(patience.timeoutMs, async (signal) => {
      const outcome = await subscribe(signal)
      if (signal.aborted && Symbol.asyncIterator in outcome) await outcome.return?.()
      return outcome
    })
  } catch (error) {
    return toUnavailable(error, request, patience)
  }
}

function toUnavailable(
  error: unknown,
  { headers }: OperationRequest,
  { logger, serviceName }: SubgraphPatience,
): SubgraphResponse {
  logger.warn({ err: error, serviceName, requestId: headers[requestIdHeader] }, 'subgraph unavailable')
  return { errors: [unavailableError(serviceName)] }
}

/** What clients hear of a subgraph that does not answer. */
export function unavailableError(serviceName: string): GraphQLFormattedError {
  const extensions = { code: 'SUBGRAPH_UNAVAILABLE', serviceName }
  return { message: `${serviceName} is not available`, extensions }
}

function checkResponse(answer: unknown, representations: unknown): SubgraphResponse {
  if (!isRecord(answer)) throw new Error('The answer is no JSON object')
  const { data, errors } = answer
  if (data != null && !isRecord(data)) throw new Error('data is no object')
  if (errors !== undefined && !isErrorList(errors)) throw new Error('errors is no list of GraphQL errors')
  if (data === undefined && errors === undefined) throw new Error('The answer has neither data nor errors')
  if (Array.isArray(representations) && data != null) checkEntities(data['_entities'], representations.length)
  return answer
}

function checkEntities(entities: unknown, count: number): void {
  if (!Array.isArray(entities) || entities.length !== count) {
    throw new Error(`_entities does not answer the ${count} representations`)
  }
}

function isErrorList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((error) => isRecord(error) && typeof error['message'] === 'string')
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
