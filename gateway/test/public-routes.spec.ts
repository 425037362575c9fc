import { once } from 'node:events'
import { createServer, request as sendRequest } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { finished } from 'node:stream/promises'

import { eventually } from '@lyceum/testkit/eventually'
import { describe, expect, it } from 'vitest'

import { topologies } from './fixture/topology.ts'
import { allowedOrigin, createWorld } from './fixture/world.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** A gateway whose subgraphs have their public routes at a service that does as the test says. */
async function createRoutedWorld(handle: Handle) {
  const service = createServer(handle)
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  const { port } = service.address() as AddressInfo
  const world = await createWorld({
    topology: 'http',
    http: { urls: [`http://127.0.0.1:${port}`], secret: 'known to both' },
  })
  return {
    url: world.url,
    async stopService() {
      service.closeAllConnections()
      await new Promise((resolve) => service.close(resolve))
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      service.closeAllConnections()
      service.close()
    },
  }
}

describe('a public route of a subgraph in a process of its own', () => {
  it('hears what the client sent, the secret and the client’s address, and nothing that a client may not say', async () => {
    const seen: { headers?: IncomingHttpHeaders; url?: string | undefined; body: string } = { body: '' }
    await using world = await createRoutedWorld((request, response) => {
      Object.assign(seen, { headers: request.headers, url: request.url })
      request.on('data', (piece: Buffer) => (seen.body += piece.toString('latin1')))
      request.on('end', () => response.writeHead(201, { location: '/users/x', etag: '"1"' }).end('made'))
    })
    const body = '{ "as" : "it came" }'
    const answer = await fetch(`${world.url}/users/webhook%20s/a?b=c%20d`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'stripe-signature': 't=1,v1=x',
        range: 'bytes=0-1',
        'if-none-match': '"1"',
        authorization: 'Bearer t',
        origin: allowedOrigin,
        'x-gateway-secret': 'guessed',
        'x-client-address': '1.2.3.4',
        'x-forwarded-for': '1.2.3.4',
        forwarded: 'for=1.2.3.4',
        'x-user-id': 'ada',
      },
    })
    expect([answer.status, await answer.text()]).toEqual([201, 'made'])
    expect(answer.headers.get('location')).toBe('/users/x')
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(answer.headers.get('access-control-allow-origin')).toBe(allowedOrigin)
    expect(seen.url).toBe('/users/webhook%20s/a?b=c%20d')
    expect(seen.body).toBe(body)
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(body.length),
      'stripe-signature': 't=1,v1=x',
      range: 'bytes=0-1',
      'if-none-match': '"1"',
      authorization: 'Bearer t',
      'x-gateway-secret': 'known to both',
      'x-client-address': '127.0.0.1',
    })
    for (const name of ['x-forwarded-for', 'forwarded', 'x-user-id'])
      expect(seen.headers).not.toHaveProperty(name)
  })

  it('takes an upload as fast as its reader reads, and no faster', async () => {
    const total = 64 * 1_024 * 1_024
    const service: { request?: IncomingMessage; read: number } = { read: 0 }
    await using world = await createRoutedWorld((request, response) => {
      service.request = request
      request.on('end', () => response.end(String(service.read)))
    })
    const upload = sendRequest(`${world.url}/users/upload`, {
      method: 'PUT',
      headers: { 'content-length': total },
    })
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>
    const piece = Buffer.alloc(1_024 * 1_024)
    let sent = 0
    const send = (): void => {
      while (sent < total) {
        sent += piece.length
        if (!upload.write(piece)) return void upload.once('drain', send)
      }
      upload.end()
    }
    send()
    let before = -1
    await eventually(
      () => {
        const isStill = service.request !== undefined && sent === before
        before = sent
        expect(isStill).toBe(true)
      },
      { everyMilliseconds: 200 },
    )
    expect(sent).toBeLessThan(total / 2)
    service.request?.on('data', (bytes: Buffer) => (service.read += bytes.length))
    const [response] = await answered
    expect((await response.toArray()).join('')).toBe(String(total))
  })

  it('gives a download as fast as its reader reads, and ends it when the reader is gone', async () => {
    const sender = { written: 0, isClosed: false }
    await using world = await createRoutedWorld((_request, response) => {
      const piece = Buffer.alloc(1_024 * 1_024)
      response.on('close', () => (sender.isClosed = true))
      const send = (): void => {
        while (!sender.isClosed) {
          sender.written += piece.length
          if (!response.write(piece)) return void response.once('drain', send)
        }
      }
      send()
    })
    const download = sendRequest(`${world.url}/users/film`).end()
    const [response] = (await once(download, 'response')) as [IncomingMessage]
    let before = -1
    await eventually(
      () => {
        const isStill = sender.written === before
        before = sender.written
        expect(isStill).toBe(true)
      },
      { everyMilliseconds: 200 },
    )
    response.destroy()
    await finished(response).catch(() => undefined)
    await eventually(() => expect(sender.isClosed).toBe(true))
  })

  it('has the keys at their well-known place', async () => {
    await using world = await createRoutedWorld((request, response) => response.end(request.url))
    expect(await (await fetch(`${world.url}/.well-known/jwks.json`)).text()).toBe(
      '/users/.well-known/jwks.json',
    )
  })

  it('answers 503 while nobody is there, and 502 when somebody breaks off', async () => {
    await using world = await createRoutedWorld((request) => request.socket.destroy())
    const error = {
      message: 'users is not available',
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'users' },
    }
    const broken = await fetch(`${world.url}/users/x`)
    expect([broken.status, await broken.json()]).toEqual([502, { errors: [error] }])
    await world.stopService()
    const gone = await fetch(`${world.url}/users/x`)
    expect([gone.status, await gone.json()]).toEqual([503, { errors: [error] }])
  })
})

describe('a public route of a subgraph in this process', () => {
  it('says nothing of our inside when it fails, and what is wrong with a request', async () => {
    await using world = await createWorld()
    const failed = await fetch(`${world.url}/users/fault`)
    expect([failed.status, await failed.json()]).toEqual([
      500,
      { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' },
    ])
    expect(world.log).toContainEqual(expect.objectContaining({ msg: 'request failed', status: 500 }))
    const refused = await fetch(`${world.url}/users/refusal`)
    expect([refused.status, await refused.json()]).toMatchObject([418, { message: 'I am a teapot' }])
  })
})

describe.each(topologies)('a public route whose database is away for the moment (%s)', (topology) => {
  it('answers 503 with a code that says so', async () => {
    await using world = await createWorld({ topology })
    const response = await fetch(`${world.url}/users/terminated`)
    expect([response.status, await response.json()]).toMatchObject([
      503,
      { errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] },
    ])
  })
})

describe('the health of the services', () => {
  it('is degraded while a subgraph is away, and good again when it is back', async () => {
    await using world = await createWorld({ topology: 'http', http: { breaker: { openMs: 200 } } })
    const read = async (): Promise<unknown> => (await fetch(`${world.url}/health/services`)).json()
    const services = { users: 'healthy', chat: 'healthy', badges: 'healthy' }
    expect(await read()).toEqual({ status: 'healthy', service: 'gateway', services })
    await world.linkTo('badges').down()
    const away = { status: 'degraded', service: 'gateway', services: { ...services, badges: 'unhealthy' } }
    for (let count = 0; count < 3; count += 1) expect(await read()).toEqual(away)
    await world.linkTo('badges').up()
    const back = { status: 'healthy', service: 'gateway', services }
    await eventually(async () => expect(await read()).toEqual(back))
  })
})
