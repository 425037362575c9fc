import { once } from 'node:events'

import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'

import { allowedOrigin, closeCode, codesOf, createWorld, runOverSocket } from './fixture/world.ts'

const messageAdded = /* GraphQL */ `
  subscription Messages($room: ID!) {
    messageAdded(room: $room) {
      text
      writer: author {
        name
        badge {
          label
        }
      }
    }
  }
`

describe('a federated subscription', () => {
  it('joins every event with fields of every subgraph, in order', async () => {
    await using world = await createWorld()
    const { hub } = world.chat
    const listening = once(hub, 'listening')
    const events = world.connect().iterate({ query: messageAdded, variables: { room: 'r' } })
    const first = events.next()
    await listening
    for (const [id, author] of Object.entries({ m1: 'ada', m2: 'grace', m3: 'nobody' })) {
      hub.emit('r', { id, text: id, author: { id: author } })
    }
    const writer = (name: string | null) => ({ name, badge: { label: 'gold' } })
    expect((await first).value).toEqual({ data: { messageAdded: { text: 'm1', writer: writer('ADA') } } })
    expect((await events.next()).value).toEqual({
      data: { messageAdded: { text: 'm2', writer: writer('GRACE') } },
    })
    expect((await events.next()).value).toEqual({
      data: { messageAdded: { text: 'm3', writer: writer(null) } },
    })
  })

  it('gives the source back when the client has enough, though nothing ever comes', async () => {
    await using world = await createWorld()
    const { hub } = world.chat
    const listening = once(hub, 'listening')
    const released = once(hub, 'released')
    const events = world.connect().iterate({ query: messageAdded, variables: { room: 'r' } })
    void events.next()
    await listening
    await events.return?.()
    await released
  })

  it('gives the source back when the socket is lost', async () => {
    await using world = await createWorld()
    const { hub } = world.chat
    const listening = once(hub, 'listening')
    const released = once(hub, 'released')
    const client = world.connect()
    client.subscribe(
      { query: messageAdded, variables: { room: 'r' } },
      { next() {}, error() {}, complete() {} },
    )
    await listening
    client.terminate()
    await released
  })

  it('gives an event with partial data while one subgraph is broken', async () => {
    await using world = await createWorld()
    world.badges.state.mood = 'throwing'
    const { hub } = world.chat
    const listening = once(hub, 'listening')
    const events = world.connect().iterate({ query: messageAdded, variables: { room: 'r' } })
    const first = events.next()
    await listening
    hub.emit('r', { id: 'm1', text: 'hi', author: { id: 'ada' } })
    const { value } = await first
    expect(value).toMatchObject({
      data: { messageAdded: { text: 'hi', writer: { name: 'ADA', badge: null } } },
      errors: [{ extensions: { serviceName: 'badges', code: 'INTERNAL_SERVER_ERROR' } }],
    })
  })

  it('answers with the code of the subgraph that refuses it', async () => {
    await using world = await createWorld()
    const answer = await runOverSocket(world.connect(), 'subscription { refused { text } }')
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', serviceName: 'chat' } }])
  })

  it('hides the words of a stream that fails', async () => {
    await using world = await createWorld()
    const answer = await runOverSocket(world.connect(), 'subscription { failing { text } }')
    expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR'])
    expect(JSON.stringify(answer)).not.toContain('secret words')
  })

  it('says so when its subgraph does not begin it in time', async () => {
    await using world = await createWorld({ subgraphTimeoutMs: 100 })
    const answer = await runOverSocket(world.connect(), 'subscription { never { text } }')
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'chat' } },
    ])
  })

  it('is refused over HTTP', async () => {
    await using world = await createWorld()
    const { status, body } = await world.post({ query: messageAdded, variables: { room: 'r' } })
    expect(status).toBe(400)
    expect(codesOf(body)).toEqual(['BAD_USER_INPUT'])
  })

  it.each([
    'subscription ($if: Boolean!) { messageAdded(room: "r") @include(if: $if) { text } }',
    'subscription ($if: Boolean!) { ... @skip(if: $if) { messageAdded(room: "r") { text } } }',
    'subscription ($if: Boolean!) { ...F } fragment F on Subscription { messageAdded(room: "r") @skip(if: $if) { text } }',
  ])('is refused with a condition on its root field: %s', async (query) => {
    await using world = await createWorld()
    const answer = await runOverSocket(world.connect(), query, { if: true })
    expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  it('is refused when a variable does not fit', async () => {
    await using world = await createWorld()
    expect(codesOf(await runOverSocket(world.connect(), messageAdded, {}))).toEqual(['BAD_USER_INPUT'])
  })
})

describe('a socket', () => {
  it('runs queries and mutations with answers as over HTTP', async () => {
    await using world = await createWorld()
    const authorization = `Bearer ${world.signIn('ada')}`
    const client = world.connect({ Authorization: authorization })
    for (const query of [
      '{ whoami { id name } }',
      'mutation { rename(name: "x") { id } }',
      '{ forbidden whoami { id } }',
      '{ nonsense }',
      '{',
      'query A { __typename } query B { __typename }',
      'query ($first: Int!) { users(first: $first) { nodes { id } } }',
    ]) {
      const overHttp = await world.post({ query }, { authorization })
      expect(await runOverSocket(client, query), query).toEqual(overHttp.body)
    }
  })

  it.each([{ authorization: 'Bearer forged' }, { authorization: 'Basic YWRh' }])(
    'closes with 4403 for %o',
    async (params) => {
      await using world = await createWorld()
      const client = world.connect(params, { lazy: false, onNonLazyError: () => undefined })
      const code = await closeCode(client)
      expect(code).toBe(4403)
    },
  )

  it('closes with 4403 when the token expires', async () => {
    await using world = await createWorld()
    const params = { authorization: `Bearer ${world.signIn('ada', 300)}` }
    const client = world.connect(params, { lazy: false, onNonLazyError: () => undefined })
    const code = await closeCode(client)
    expect(code).toBe(4403)
  })

  it('refuses more operations than one socket may have', async () => {
    await using world = await createWorld({ limits: { maxOperationsPerSocket: 2 } })
    const client = world.connect()
    const sink = { next() {}, error() {}, complete() {} }
    for (const room of ['a', 'b']) {
      const listening = once(world.chat.hub, 'listening')
      client.subscribe({ query: messageAdded, variables: { room } }, sink)
      await listening
    }
    expect(codesOf(await runOverSocket(client, '{ __typename }'))).toEqual(['RATE_LIMITED'])
  })

  it('is cut when its client does not read', async () => {
    await using world = await createWorld()
    const { hub } = world.chat
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    await once(socket, 'open')
    const acknowledged = once(socket, 'message')
    socket.send(JSON.stringify({ type: 'connection_init' }))
    await acknowledged
    for (const room of ['a', 'b']) {
      const listening = once(hub, 'listening')
      const payload = { query: messageAdded, variables: { room } }
      socket.send(JSON.stringify({ type: 'subscribe', id: room, payload }))
      await listening
    }
    socket.pause()
    const released = once(hub, 'released')
    hub.emit('a', { id: 'm1', text: 'x'.repeat(24_000_000), author: { id: 'ada' } })
    await vi.waitFor(() => {
      hub.emit('b', { id: 'm2', text: 'y', author: { id: 'ada' } })
      expect(world.gateway.app.websocketServer.clients.size).toBe(0)
    }, 10_000)
    await released
    socket.terminate()
  })

  it('closes with 1012 when the gateway stops, after the answer in flight', async () => {
    await using world = await createWorld()
    const client = world.connect()
    const closed = closeCode(client)
    const waiting = once(world.users.gate, 'waiting')
    const answer = runOverSocket(client, '{ slow }')
    await waiting
    const stopped = world.gateway.stop()
    world.users.gate.emit('release')
    expect(await answer).toEqual({ data: { slow: 'done' } })
    expect(await closed).toBe(1012)
    await stopped
  })
})

describe('the handshake of a socket', () => {
  const open = (url: string, protocol: string, origin?: string): WebSocket =>
    new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, origin === undefined ? {} : { origin })

  it('accepts listed origins and clients that have none, and refuses all others', async () => {
    await using world = await createWorld()
    for (const origin of [allowedOrigin, undefined]) {
      const socket = open(world.url, 'graphql-transport-ws', origin)
      await once(socket, 'open')
      socket.close()
    }
    const refused = open(world.url, 'graphql-transport-ws', 'https://evil.example.org')
    const [error] = (await once(refused, 'error')) as [Error]
    expect(error.message).toContain('403')
  })

  it('closes with 4406 for another protocol and 4408 for a client that says nothing', async () => {
    await using world = await createWorld({ limits: { connectionInitTimeoutMs: 50 } })
    const silent = open(world.url, 'graphql-transport-ws')
    expect((await once(silent, 'close'))[0]).toBe(4408)
    const other = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`)
    expect((await once(other, 'close'))[0]).toBe(4406)
  })

  it.each([
    ['no JSON', 'x', 4400],
    ['a subscription before the greeting', '{"type":"subscribe","id":"1","payload":{"query":"{ a }"}}', 4401],
    ['a message that only servers send', '{"type":"connection_ack"}', 4400],
  ])('closes the socket for %s', async (_name, message, code) => {
    await using world = await createWorld()
    const socket = open(world.url, 'graphql-transport-ws')
    await once(socket, 'open')
    socket.send(message)
    expect((await once(socket, 'close'))[0]).toBe(code)
  })

  it('cuts a message that is too large', async () => {
    await using world = await createWorld()
    const socket = open(world.url, 'graphql-transport-ws')
    await once(socket, 'open')
    socket.send('x'.repeat(300_000))
    expect((await once(socket, 'close'))[0]).toBe(1009)
    await vi.waitFor(() => expect(world.gateway.app.websocketServer.clients.size).toBe(0))
  })
})
