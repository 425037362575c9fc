import { once } from 'node:events'

import { eventually } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

import {
  allowedOrigin,
  closeCode,
  codesOf,
  createWorld,
  messageAdded,
  runOverSocket,
} from './fixture/world.ts'

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
    await eventually(() => {
      hub.emit('b', { id: 'm2', text: 'y', author: { id: 'ada' } })
      expect(world.gateway.app.websocketServer.clients.size).toBe(0)
    })
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

  it('accepts pages of its own host while it serves the playground', async () => {
    await using serving = await createWorld({ playground: { examples: [] } })
    const socket = open(serving.url, 'graphql-transport-ws', serving.url)
    await once(socket, 'open')
    socket.close()
    await using bare = await createWorld()
    for (const [url, origin] of [
      [bare.url, bare.url],
      [serving.url, bare.url],
      [serving.url, 'null'],
    ] as const) {
      const refused = open(url, 'graphql-transport-ws', origin)
      const [error] = (await once(refused, 'error')) as [Error]
      expect(error.message).toContain('403')
    }
  })

  it('closes the oldest idle one when an address has too many, and none that is at work', async () => {
    await using world = await createWorld({ limits: { maxIdleSocketsPerAddress: 1 } })
    const listening = once(world.chat.hub, 'listening')
    const working = world.connect()
    let isClosed = false
    working.on('closed', () => (isClosed = true))
    working.subscribe(
      { query: messageAdded, variables: { room: 'r' } },
      { next() {}, error() {}, complete() {} },
    )
    await listening
    const oldest = open(world.url, 'graphql-transport-ws')
    await once(oldest, 'open')
    const closed = once(oldest, 'close')
    const newest = open(world.url, 'graphql-transport-ws')
    await once(newest, 'open')
    expect((await closed)[0]).toBe(1013)
    expect([newest.readyState, isClosed]).toEqual([WebSocket.OPEN, false])
    newest.close()
  })

  it('cuts a message that is too large', async () => {
    await using world = await createWorld()
    const socket = open(world.url, 'graphql-transport-ws')
    await once(socket, 'open')
    socket.send('x'.repeat(300_000))
    expect((await once(socket, 'close'))[0]).toBe(1009)
    await eventually(() => expect(world.gateway.app.websocketServer.clients.size).toBe(0))
  })
})
