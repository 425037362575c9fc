import { requestIdHeader } from '@lyceum/kit'
import type { OperationRequest } from '@lyceum/kit'
import type { Logger } from 'pino'

import type { SubgraphResponse } from './subgraph-data-source.ts'

export interface FetchOptions {
  readonly serviceName: string
  readonly logger: Logger
  readonly timeoutMs: number
  /** @param signal fires at the deadline */
  fetch(signal: AbortSignal): Promise<unknown>
}

/**
 * A subgraph's answer within its deadline. A late, failed or malformed answer becomes a `SUBGRAPH_UNAVAILABLE` error instead
 * of an exception, so that the data of other subgraphs stays.
 */
export async function fetchFromSubgraph(
  request: OperationRequest,
  { serviceName, logger, timeoutMs, fetch }: FetchOptions,
): Promise<SubgraphResponse> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort()
      reject(new Error(`No answer within ${timeoutMs} ms`))
    }, timeoutMs)
  })
  try {
    const answer = await Promise.race([fetch(controller.signal), deadline])
    return checkResponse(answer, request.variables?.['representations'])
  } catch (error) {
    logger.warn(
      { err: error, serviceName, requestId: request.headers[requestIdHeader] },
      'subgraph unavailable',
    )
    return { errors: [unavailable(serviceName)] }
  } finally {
    clearTimeout(timer)
  }
}

/** The error in place of an answer. */
export function unavailable(serviceName: string) {
  return {
    message: `${serviceName} is not available`,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName },
  }
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
