import { once } from 'node:events'

import { describe, expect, it } from 'vitest'

import { topologies } from './fixture/topology.ts'
import { createWorld, messageAdded, runOverSocket } from './fixture/world.ts'
import type { Answer, World } from './fixture/world.ts'

/** Whoever waits for it fails by the timeout of the test. */
const subgraphTimeoutMs = 120_000
const unavailable = [
  { message: 'chat is not available', extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'chat' } },
]

function subscribe(world: World): Promise<Answer['body']> {
  return runOverSocket(world.connect(), messageAdded, { room: 'r' })
}

describe('a new subscription at a subgraph that is gone', () => {
  it('ends at once where connections are refused', async () => {
    await using world = await createWorld({ topology: 'http', subgraphTimeoutMs })
    await world.linkTo('chat').down()
    expect(await subscribe(world)).toMatchObject({ errors: unavailable })
    await world.linkTo('chat').up()
    const listening = once(world.chat.hub, 'listening')
    void subscribe(world)
    await listening
  })

  it('ends at once while the circuit is open', async () => {
    const breaker = { failures: 1, openMs: 600_000 }
    await using world = await createWorld({ topology: 'http', subgraphTimeoutMs, http: { breaker } })
    await world.linkTo('chat').down()
    await world.post({ query: '{ messages { id } }' })
    await world.linkTo('chat').up()
    expect(await subscribe(world)).toMatchObject({ errors: unavailable })
    expect(world.linkTo('chat').open).toBe(0)
  })

  it('ends at once beside one that had begun, which waits and goes on', async () => {
    const reconnect = { attempts: 1_000, firstDelayMs: 10, longestDelayMs: 50 }
    await using world = await createWorld({ topology: 'http', subgraphTimeoutMs, http: { reconnect } })
    const { feed, hub } = world.chat
    const following = once(hub, 'following')
    const notices = 'subscription { noticeReceived { id } }'
    const first = world.connect().iterate({ query: notices }).next()
    await following
    await world.linkTo('chat').down()
    feed.publish()
    expect(await subscribe(world)).toMatchObject({ errors: unavailable })
    await world.linkTo('chat').up()
    expect(await first).toEqual({ done: false, value: { data: { noticeReceived: { id: 'n1' } } } })
  })
})

describe.each(topologies)('a subscription whose subgraph fails for the moment (%s)', (topology) => {
  it('ends with a code that says so, and with the name of the subgraph', async () => {
    await using world = await createWorld({ topology })
    const answer = await runOverSocket(world.connect(), 'subscription { terminated { text } }')
    expect(answer).toMatchObject({ errors: unavailable })
    expect(JSON.stringify(answer)).not.toContain('secret words')
  })
})
