import { once } from 'node:events'

import { describe, expect, it } from 'vitest'

import { codesOf, createWorld, messageAdded, runOverSocket } from './fixture/world.ts'
import { topologies } from './fixture/topology.ts'

describe.each(topologies)('a federated subscription (%s)', (topology) => {
  it('joins every event with fields of every subgraph, in order', async () => {
    await using world = await createWorld({ topology })
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
    await using world = await createWorld({ topology })
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
    await using world = await createWorld({ topology })
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
    await using world = await createWorld({ topology })
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
    await using world = await createWorld({ topology })
    const answer = await runOverSocket(world.connect(), 'subscription { refused { text } }')
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', serviceName: 'chat' } }])
  })

  it('hides the words of a stream that fails', async () => {
    await using world = await createWorld({ topology })
    const answer = await runOverSocket(world.connect(), 'subscription { failing { text } }')
    expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR'])
    expect(JSON.stringify(answer)).not.toContain('secret words')
  })

  it('says so when its subgraph does not begin it in time', async () => {
    await using world = await createWorld({ topology, subgraphTimeoutMs: 100 })
    // Over a socket nothing says that a subscription has begun; what can be late is the socket.
    if (topology === 'http') await world.linkTo('chat').down()
    const answer = await runOverSocket(world.connect(), 'subscription { never { text } }')
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'chat' } },
    ])
  })

  it('is refused over HTTP', async () => {
    await using world = await createWorld({ topology })
    const { status, body } = await world.post({ query: messageAdded, variables: { room: 'r' } })
    expect(status).toBe(400)
    expect(codesOf(body)).toEqual(['BAD_USER_INPUT'])
  })

  it.each([
    'subscription ($if: Boolean!) { messageAdded(room: "r") @include(if: $if) { text } }',
    'subscription ($if: Boolean!) { ... @skip(if: $if) { messageAdded(room: "r") { text } } }',
    'subscription ($if: Boolean!) { ...F } fragment F on Subscription { messageAdded(room: "r") @skip(if: $if) { text } }',
  ])('is refused with a condition on its root field: %s', async (query) => {
    await using world = await createWorld({ topology })
    const answer = await runOverSocket(world.connect(), query, { if: true })
    expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  it('is refused when a variable does not fit', async () => {
    await using world = await createWorld({ topology })
    expect(codesOf(await runOverSocket(world.connect(), messageAdded, {}))).toEqual(['BAD_USER_INPUT'])
  })
})
