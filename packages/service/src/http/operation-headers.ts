import { requestIdHeader } from '@lyceum/kit'
import type { RequestHeaders } from '@lyceum/kit'
import type { FastifyRequest } from 'fastify'

/** The headers of a request as a subgraph's context takes them, with the id that the request goes by. */
export function operationHeaders({ headers, id }: FastifyRequest): RequestHeaders {
  return { ...pickTexts(headers), [requestIdHeader]: id }
}

/** What is a text of an object; anything else cannot be a header. */
export function pickTexts(values: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
