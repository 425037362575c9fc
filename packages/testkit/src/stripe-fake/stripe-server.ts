import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { answerStripeRequest, refuse } from './stripe-api.ts'
import type { StripeAnswer } from './stripe-api.ts'
import type { StripeBooks } from './stripe-objects.ts'

export interface StripeServerOptions {
  /** Where a stripe-mock listens: what it does not accept, the fake refuses. @default nobody is asked */
  readonly acceptedBy?: string
}

export interface StripeServer extends AsyncDisposable {
  readonly port: number
}

/** The first answer to a key, and to what. */
interface KnownRequest {
  readonly request: string
  readonly answer: StripeAnswer
}

/** Serves Stripe's API over HTTP. A key answers the same for the same request, and refuses another one. */
export async function startStripeServer(
  books: StripeBooks,
  { acceptedBy }: StripeServerOptions,
): Promise<StripeServer> {
  const answers = new Map<string, KnownRequest>()

  async function answer(incoming: IncomingMessage): Promise<StripeAnswer> {
    const { method = 'GET', url = '/', headers } = incoming
    const form = Buffer.concat(await incoming.toArray()).toString()
    if (headers.authorization === undefined) return refuse(401, { message: 'There is no key' })
    if (acceptedBy !== undefined) {
      const { authorization, 'content-type': contentType = 'application/x-www-form-urlencoded' } = headers
      const judged = await fetch(`${acceptedBy}${url}`, {
        method,
        headers: { authorization, 'content-type': contentType },
        ...(method === 'POST' && { body: form }),
      })
      if (!judged.ok) return { status: judged.status, body: await judged.json() }
    }
    const { pathname: path, searchParams } = new URL(url, 'http://stripe')
    const parameters = method === 'POST' ? new URLSearchParams(form) : searchParams
    const key = headers['idempotency-key']
    if (method !== 'POST' || typeof key !== 'string') {
      return answerStripeRequest(books, { method, path, parameters })
    }
    const known = answers.get(key)
    const request = `${path} ${form}`
    if (known !== undefined && known.request !== request) {
      return refuse(400, { type: 'idempotency_error', message: 'This key was used for something else' })
    }
    const made = known?.answer ?? answerStripeRequest(books, { method, path, parameters })
    answers.set(key, { request, answer: made })
    return made
  }

  const server = createServer((incoming, response) => {
    answer(incoming).then(
      (made) => send(response, made),
      (error: unknown) => send(response, refuse(500, { type: 'api_error', message: String(error) })),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, { status, body }: StripeAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
