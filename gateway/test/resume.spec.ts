import { once } from 'node:events'

import { describe, expect, it } from 'vitest'

import { createWorld, messageAdded } from './fixture/world.ts'
import type { World } from './fixture/world.ts'

const reconnect = { attempts: 20, firstDelayMs: 10, longestDelayMs: 50 }
const notices = 'subscription { noticeReceived { id author { name } } }'

function createLinkedWorld(): Promise<World> {
  return createWorld({ topology: 'http', http: { reconnect } })
}

interface Notice {
  readonly data?: { readonly noticeReceived: unknown }
}

async function take(events: AsyncIterator<unknown>, count: number): Promise<unknown[]> {
  const taken: unknown[] = []
  while (taken.length < count) {
    const { value } = (await events.next()) as { readonly value: Notice }
    taken.push(value.data?.noticeReceived)
  }
  return taken
}

const notice = (number: number) => ({ id: `n${number}`, author: { name: 'ADA' } })

describe('a feed whose subgraph is lost', () => {
  it('goes on after the last event, without loss, doubles or anything that was not asked for', async () => {
    await using world = await createLinkedWorld()
    const { feed, hub } = world.chat
    const following = once(hub, 'following')
    const events = world.connect().iterate({ query: notices })
    const first = take(events, 2)
    await following
    feed.publish()
    feed.publish()
    expect(await first).toEqual([notice(1), notice(2)])

    for (let round = 0; round < 3; round += 1) {
      const again = once(hub, 'following')
      await world.linkTo('chat').down()
      feed.publish()
      feed.publish()
      await world.linkTo('chat').up()
      expect(await again).toEqual([String(2 + 2 * round)])
      expect(await take(events, 2)).toEqual([notice(3 + 2 * round), notice(4 + 2 * round)])
    }
  })

  it('loses nothing of what comes before its first event', async () => {
    await using world = await createLinkedWorld()
    const { feed, hub } = world.chat
    feed.publish()
    const following = once(hub, 'following')
    const events = world.connect().iterate({ query: notices })
    const first = take(events, 1)
    expect(await following).toEqual(['1'])
    const again = once(hub, 'following')
    await world.linkTo('chat').down()
    feed.publish()
    await world.linkTo('chat').up()
    await again
    expect(await first).toEqual([notice(2)])
  })

  it.each([
    ['subscription { noticeReceived(after: "1") { id } }', {}],
    ['subscription ($a: String) { noticeReceived(after: $a) { id } }', { a: '1' }],
    ['subscription ($a: String = "1") { noticeReceived(after: $a) { id } }', {}],
    ['subscription { noticeReceived(after: "1") { resumeCursor: id cursor id } }', {}],
  ])('begins where the client says: %s', async (query, variables) => {
    await using world = await createLinkedWorld()
    const { feed } = world.chat
    for (let count = 0; count < 3; count += 1) feed.publish()
    const events = world.connect().iterate({ query, variables })
    const asked = query.includes('resumeCursor')
    const expected = (id: string) => (asked ? { resumeCursor: id, cursor: id.slice(1), id } : { id })
    expect(await take(events, 2)).toEqual([expected('n2'), expected('n3')])
    await world.linkTo('chat').down()
    feed.publish()
    await world.linkTo('chat').up()
    expect(await take(events, 1)).toEqual([expected('n4')])
  })
})

describe('a socket to a subgraph', () => {
  it('is one for every subscription, whoever has it', async () => {
    await using world = await createLinkedWorld()
    const { hub } = world.chat
    for (const id of ['ada', 'grace', 'edsger']) {
      const listening = once(hub, 'listening')
      const client = world.connect({ authorization: `Bearer ${world.signIn(id)}` })
      client.subscribe(
        { query: messageAdded, variables: { room: id } },
        { next() {}, error() {}, complete() {} },
      )
      await listening
      expect(world.chat.received.at(-1)?.['authorization']).toMatch(`token-of-${id}`)
    }
    // It, and the connection on which the gateway asked whether anybody is there before it opened it.
    expect(world.linkTo('chat').open).toBe(2)
  })

  it('carries an unsubscription at once', async () => {
    await using world = await createLinkedWorld()
    const { hub } = world.chat
    const following = once(hub, 'following')
    const unfollowed = once(hub, 'unfollowed')
    const events = world.connect().iterate({ query: notices })
    void events.next()
    await following
    await events.return?.()
    await unfollowed
  })

  it('comes back for a subscription that has no cursor', async () => {
    await using world = await createLinkedWorld()
    const { hub } = world.chat
    const listening = once(hub, 'listening')
    const events = world.connect().iterate({ query: messageAdded, variables: { room: 'r' } })
    const first = events.next()
    await listening
    const again = once(hub, 'listening')
    world.linkTo('chat').cut()
    await again
    hub.emit('r', { id: 'm1', text: 'back', author: { id: 'ada' } })
    expect((await first).value).toMatchObject({ data: { messageAdded: { text: 'back' } } })
  })

  it('that stays away ends the stream with an error and leaves the client its socket', async () => {
    await using world = await createWorld({
      topology: 'http',
      http: { reconnect: { ...reconnect, attempts: 2 } },
    })
    const { hub } = world.chat
    const client = world.connect()
    let isClosed = false
    client.on('closed', () => (isClosed = true))
    const following = once(hub, 'following')
    const events = client.iterate({ query: notices })
    const first = events.next().catch((error: unknown) => error)
    await following
    await world.linkTo('chat').down()
    expect(await first).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'chat' } }])
    expect(isClosed).toBe(false)
  })
})
