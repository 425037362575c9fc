import type { RequestHeaders, SubgraphExecutor } from '@lyceum/kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, OperationTypeNode } from 'graphql'
import { createHandler } from 'graphql-http'
import type { Response } from 'graphql-http'
import type { WebSocket } from 'ws'

import { operationHeaders } from './operation-headers.ts'

export interface GraphQLRouteOptions {
  readonly executor: SubgraphExecutor
  /** Takes over a socket whose handshake was allowed. */
  openSocket(socket: WebSocket, handshake: RequestHeaders): void
}

/** `/graphql`: operations by GET and POST to the letter of GraphQL over HTTP, sockets by upgrade. */
export function registerGraphQLRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const { executor } = options
  const handle = createHandler<FastifyRequest, undefined>({
    formatError: (error) =>
      error instanceof GraphQLError
        ? error
        : new GraphQLError(error.message, { extensions: { code: 'BAD_REQUEST' } }),
    async onSubscribe({ raw, method }, { query, operationName, variables }) {
      const operation = {
        query,
        operationName: operationName ?? undefined,
        variables: variables ?? undefined,
      }
      const refusal = refuseOverHttp(executor.operationType(operation), method)
      if (refusal !== null) return refusal
      const result = await executor.execute({ ...operation, headers: operationHeaders(raw) })
      // Without data nothing ran: whoever accepts the newer media type reads that from the status, too.
      return result.data === undefined ? (result.errors ?? []) : result
    },
  })

  async function respond(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { method, url, headers, body } = request
    const [content, { status, headers: answered = {} }] = await handle({
      method,
      url,
      headers,
      body: body as Record<string, unknown> | null,
      raw: request,
      context: undefined,
    })
    await reply
      .code(status)
      .headers(answered)
      .send(content ?? undefined)
  }

  app.route({
    method: 'GET',
    url: '/graphql',
    handler: respond,
    wsHandler: (socket, request) => options.openSocket(socket, operationHeaders(request)),
  })
  app.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url: '/graphql', handler: respond })
}

/** GraphQL over HTTP section 6.2: nothing but a query by GET; a subscription needs a socket. */
function refuseOverHttp(type: OperationTypeNode | null, method: string): Response | null {
  if (type === OperationTypeNode.SUBSCRIPTION) return refusal('Subscriptions run over WebSocket', 'GET')
  if (type === OperationTypeNode.MUTATION && method === 'GET')
    return refusal('Mutations are sent by POST', 'POST')
  return null
}

function refusal(message: string, allow: string): Response {
  const errors = [{ message, extensions: { code: 'BAD_REQUEST' } }]
  const headers = { allow, 'content-type': 'application/json; charset=utf-8' }
  return [JSON.stringify({ errors }), { status: 405, statusText: 'Method Not Allowed', headers }]
}
