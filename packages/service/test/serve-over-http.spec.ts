import { once } from 'node:events'

import { gatewaySecretHeader } from '@lyceum/kit'
import type { Subgraph, SubgraphContext } from '@lyceum/kit'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { serverAudits } from 'graphql-http'
import { createClient } from 'graphql-ws'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

import { serveOverHttp } from '../src/index.ts'
import type { HttpHost, SubgraphHostOptions } from '../src/index.ts'

const secret = 'a secret that only the gateway and this subgraph know'
const proof = { [gatewaySecretHeader]: secret }
const logger = pino({ level: 'silent' })
const open: HttpHost[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((host) => host.stop()))
})

interface HeardContext extends SubgraphContext {
  readonly traceparent: string | null
}

/** What a subgraph looks like from outside, as small as it can be. */
function createSubgraph(hold: Promise<void> = Promise.resolve()): Subgraph {
  const fields = {
    hello: { type: GraphQLString, resolve: () => 'hello' },
    held: { type: GraphQLString, resolve: () => hold.then(() => 'late') },
    trace: {
      type: GraphQLString,
      resolve: (_: unknown, _a: unknown, context: HeardContext) => context.traceparent,
    },
  }
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields }),
    mutation: new GraphQLObjectType({ name: 'Mutation', fields: { hello: fields.hello } }),
    subscription: new GraphQLObjectType<unknown, HeardContext>({
      name: 'Subscription',
      fields: {
        heard: {
          type: GraphQLString,
          async *subscribe(_source, _args, { traceparent }) {
            yield { heard: traceparent }
            await new Promise(() => undefined)
          },
        },
      },
    }),
  })
  return {
    name: 'example',
    schema,
    createContext: (headers) =>
      Promise.resolve({
        viewer: null,
        requestId: headers['x-request-id'] ?? '',
        logger,
        traceparent: headers['traceparent'] ?? null,
      }),
    routes: {
      prefix: '/example',
      openPaths: ['/example/open'],
      plugin: (app) => {
        app.get('/open', () => 'open')
        app.get('/closed', () => 'closed')
        return Promise.resolve()
      },
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  }
}

async function host(
  subgraph = createSubgraph(),
  options: Partial<SubgraphHostOptions> = {},
): Promise<HttpHost> {
  const address = { host: '127.0.0.1', port: 0 }
  const hosted = await serveOverHttp(subgraph, { ...address, gatewaySecret: secret, logger, ...options })
  open.push(hosted)
  return hosted
}

function post(url: string, body: unknown, headers: Record<string, string> = proof): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Header names are ws's; the browser's WebSocket has none. */
class GatewaySocket extends WebSocket {
  constructor(url: string, protocols: string) {
    super(url, protocols, { headers: proof })
  }
}

const socketUrl = ({ url }: HttpHost): string => `${url.replace('http', 'ws')}/graphql`

describe('a subgraph in a process of its own', () => {
  it('passes every audit of GraphQL over HTTP', async () => {
    const { url } = await host()
    const fetchFn = (address: string, init: RequestInit = {}) =>
      fetch(address, { ...init, headers: { ...(init.headers as Record<string, string>), ...proof } })
    const audits = serverAudits({ url: `${url}/graphql`, fetchFn })
    const results = await Promise.all(audits.map((audit) => audit.fn()))
    const failed = results.flatMap((result) =>
      result.status === 'ok' ? [] : [`${result.status} ${result.name}`],
    )
    expect(results.length).toBeGreaterThan(60)
    expect(failed).toEqual([])
  })

  it.each([
    ['GraphQL by POST', 'POST', '/graphql'],
    ['GraphQL by GET', 'GET', '/graphql?query={hello}'],
    ['its schema', 'GET', '/graphql?query={_service{sdl}}'],
    ['a public route', 'GET', '/example/closed'],
    ['another spelling of an open route', 'GET', '/example/./closed?/health'],
    ['what is not there', 'GET', '/nothing'],
  ])('says nothing of %s to whoever is not the gateway', async (_what, method, path) => {
    const { url } = await host()
    for (const headers of [
      {},
      { [gatewaySecretHeader]: 'wrong' },
      { [gatewaySecretHeader]: `${secret} ` + 'x' },
    ]) {
      const response = await fetch(url + path, { method, headers })
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({
        errors: [{ message: 'Only the gateway may ask', extensions: { code: 'UNAUTHENTICATED' } }],
      })
    }
  })

  it('refuses the socket of whoever is not the gateway', async () => {
    const socket = new WebSocket(socketUrl(await host()), 'graphql-transport-ws')
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain('401')
  })

  it('answers everybody about its health and what it leaves open', async () => {
    const { url } = await host()
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect(await (await fetch(`${url}/example/open`)).text()).toBe('open')
  })

  it('refuses a body beyond its bound before it is read', async () => {
    const { url } = await host(createSubgraph(), { maxBodyBytes: 1_000 })
    const response = await post(url, { query: `{ hello } # ${'x'.repeat(2_000)}` })
    expect(response.status).toBe(413)
  })

  it('runs no mutation by GET', async () => {
    const { url } = await host()
    const response = await fetch(`${url}/graphql?query=mutation{hello}`, { headers: proof })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('takes the headers of an operation from the message that asks for it', async () => {
    const client = createClient({ url: socketUrl(await host()), webSocketImpl: GatewaySocket })
    const hear = async (traceparent: string) => {
      const events = client.iterate({
        query: 'subscription { heard }',
        extensions: { headers: { traceparent } },
      })
      const { value } = (await events.next()) as { value: unknown }
      return value
    }
    expect(await Promise.all([hear('one'), hear('other')])).toEqual([
      { data: { heard: 'one' } },
      { data: { heard: 'other' } },
    ])
    await client.dispose()
  })

  it('closes sockets with 1012 when it stops', async () => {
    const hosted = await host()
    const socket = new GatewaySocket(socketUrl(hosted), 'graphql-transport-ws')
    await once(socket, 'open')
    const closed = once(socket, 'close')
    await hosted.stop()
    expect((await closed)[0]).toBe(1012)
  })

  it('ends the requests in flight when it stops, and takes no new ones', async () => {
    const { promise, resolve } = deferred()
    const hosted = await host(createSubgraph(promise))
    const answer = post(hosted.url, { query: '{ held }' })
    await expect.poll(async () => (await fetch(`${hosted.url}/health`)).status).toBe(200)
    const stopped = hosted.stop()
    resolve()
    expect(await (await answer).json()).toEqual({ data: { held: 'late' } })
    await stopped
    await expect(fetch(`${hosted.url}/health`)).rejects.toThrow('fetch failed')
  })

  it('is unhealthy while a dependency does not answer, and well again after it', async () => {
    let isThere = false
    const database = () => (isThere ? Promise.resolve() : Promise.reject(new Error('gone')))
    const { url } = await host(createSubgraph(), { dependencies: { database } })
    const sick = await fetch(`${url}/health`)
    expect(sick.status).toBe(503)
    expect(await sick.json()).toEqual({
      status: 'unhealthy',
      service: 'example',
      dependencies: { database: 'unhealthy' },
    })
    isThere = true
    expect((await fetch(`${url}/health`)).status).toBe(200)
  })
})

function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((fulfil) => (resolve = fulfil))
  return { promise, resolve: () => resolve() }
}
