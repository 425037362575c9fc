import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { eventually } from '@lyceum/testkit/eventually'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'

import type { HttpConnection } from '@lyceum/gateway'
import { createHttpDataSource } from '../src/data-source/http/http-data-source.ts'

const unavailable = {
  errors: [
    {
      message: 'badges is not available',
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'badges' },
    },
  ],
}
const answer = { data: { badge: null } }
const query = { query: '{ badge { id } }', headers: {} }
const mutation = { query: 'mutation M { award }', headers: {} }

type Handle = (request: IncomingMessage, response: ServerResponse) => void

const answers: Handle = (_request, response) => void response.end(JSON.stringify(answer))
const fails =
  (status: number): Handle =>
  (_request, response) =>
    void response.writeHead(status).end()

/** A service that does with each request what `script` says, its last step for ever. */
async function serve(...script: Handle[]) {
  const requests: IncomingMessage[] = []
  const steps = [...script]
  const server = createServer((request, response) => {
    requests.push(request)
    request.resume()
    const step = steps.length > 1 ? steps.shift() : steps[0]
    step?.(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave: (...next: Handle[]) => steps.splice(0, steps.length, ...next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function connectTo(urls: readonly string[], more: Partial<HttpConnection> = {}, timeoutMs = 2_000) {
  const dataSource = createHttpDataSource(
    { kind: 'http', name: 'badges', urls, secret: 'known to both', network: { retryDelayMs: 5 }, ...more },
    { logger: pino({ level: 'silent' }), timeoutMs },
  )
  return { ...dataSource, [Symbol.asyncDispose]: () => dataSource.close() }
}

describe('a subgraph over HTTP', () => {
  it('hears the operation, the headers it may have and the secret, over connections that stay', async () => {
    await using service = await serve(answers)
    await using source = connectTo([service.url])
    const headers = { authorization: 'Bearer t', 'x-request-id': 'r1', 'x-client-address': undefined }
    expect(await source.execute({ ...query, headers })).toEqual(answer)
    for (let count = 0; count < 10; count += 1) await source.execute(query)
    const [first] = service.requests
    expect(first?.headers).toEqual({
      accept: 'application/json',
      authorization: 'Bearer t',
      connection: 'keep-alive',
      'content-length': '28',
      'content-type': 'application/json',
      host: new URL(service.url).host,
      'x-gateway-secret': 'known to both',
      'x-request-id': 'r1',
    })
    // A second one is opened when an operation follows before the first has settled.
    expect(new Set(service.requests.map(({ socket }) => socket)).size).toBeLessThan(3)
  })

  it('is given up at the deadline, on the wire too', async () => {
    await using service = await serve(() => undefined)
    await using source = connectTo([service.url], {}, 100)
    expect(await source.execute(query)).toEqual(unavailable)
    await eventually(() => expect(service.requests[0]?.socket.destroyed).toBe(true))
    expect(service.requests).toHaveLength(1)
  })

  it('is given up when its answer stops halfway', async () => {
    await using service = await serve((_request, response) => void response.write('{"data":'))
    await using source = connectTo([service.url], {}, 100)
    expect(await source.execute(query)).toEqual(unavailable)
  })

  it.each<[string, Handle]>([
    ['502', fails(502)],
    ['503', fails(503)],
    ['504', fails(504)],
    ['a connection that breaks', (request) => request.socket.resetAndDestroy()],
  ])('is asked again after %s, but only for queries', async (_name, step) => {
    await using service = await serve(step, step, answers)
    await using source = connectTo([service.url])
    expect(await source.execute(query)).toEqual(answer)
    expect(service.requests).toHaveLength(3)
    service.behave(step, answers)
    expect(await source.execute(mutation)).toEqual(unavailable)
    expect(service.requests).toHaveLength(4)
  })

  it('is not asked again for ever', async () => {
    await using service = await serve(fails(503))
    await using source = connectTo([service.url])
    expect(await source.execute(query)).toEqual(unavailable)
    expect(service.requests).toHaveLength(3)
  })

  it('may answer errors with status 400', async () => {
    const errors = [{ message: 'no such field' }]
    await using service = await serve(
      (_request, response) => void response.writeHead(400).end(JSON.stringify({ errors })),
    )
    await using source = connectTo([service.url])
    expect(await source.execute(query)).toEqual({ errors })
  })

  it.each<[string, Handle]>([
    [
      'refuses the gateway',
      (_request, response) => void response.writeHead(401).end('{"errors":[{"message":"no"}]}'),
    ],
    ['breaks', fails(500)],
    ['is no JSON', (_request, response) => void response.end('<html>')],
    [
      'is too large',
      (_request, response) => void response.end(JSON.stringify({ data: { x: 'x'.repeat(2_000) } })),
    ],
  ])('is unavailable when its answer %s, and not asked again', async (_name, step) => {
    await using service = await serve(step)
    await using source = connectTo([service.url], { network: { retryDelayMs: 5, maxResponseBytes: 1_000 } })
    expect(await source.execute(query)).toEqual(unavailable)
    expect(service.requests).toHaveLength(1)
  })

  it('sends the gateway nowhere else', async () => {
    await using elsewhere = await serve(answers)
    await using service = await serve(
      (_request, response) => void response.writeHead(307, { location: `${elsewhere.url}/graphql` }).end(),
    )
    await using source = connectTo([service.url])
    expect(await source.execute(query)).toEqual(unavailable)
    expect(elsewhere.requests).toEqual([])
  })
})

describe('a subgraph that fails again and again', () => {
  it('is left alone, then asked once, then as before', async () => {
    await using service = await serve(fails(503))
    await using source = connectTo([service.url], { breaker: { failures: 3, openMs: 300 } })
    await source.execute(query)
    expect(await source.execute(query)).toEqual(unavailable)
    expect(await source.execute(mutation)).toEqual(unavailable)
    expect(service.requests).toHaveLength(3)

    await eventually(async () => {
      await source.execute(query)
      expect(service.requests).toHaveLength(4)
    })
    service.behave(answers)
    await eventually(async () => expect(await source.execute(query)).toEqual(answer))
    expect(await Promise.all([source.execute(query), source.execute(query)])).toEqual([answer, answer])
  })
})

describe('several instances of a subgraph', () => {
  it('share the work', async () => {
    await using one = await serve(answers)
    await using two = await serve(answers)
    await using source = connectTo([one.url, two.url])
    for (let count = 0; count < 6; count += 1) await source.execute(query)
    expect([one.requests.length, two.requests.length]).toEqual([3, 3])
  })

  it('answer for the one that is gone, and its health is degraded', async () => {
    const gone = await serve(answers)
    await gone[Symbol.asyncDispose]()
    await using service = await serve((request, response) => {
      const health = JSON.stringify({ status: 'healthy' })
      response.end(request.url === '/health' ? health : JSON.stringify({ data: { __typename: 'Query' } }))
    })
    await using source = connectTo([gone.url, service.url])
    for (let count = 0; count < 6; count += 1) {
      expect(await source.execute(query)).toEqual({ data: { __typename: 'Query' } })
    }
    expect(await source.checkHealth('r1')).toBe('degraded')
  })
})
