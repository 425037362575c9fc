import { randomUUID } from 'node:crypto'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineLiveChannel, mediaProgressChannel, type Broker } from '../src/index.ts'
import { createHarness, type Harness } from './harness.ts'
import { brokerKinds } from './redis-server.ts'

const numbers = defineLiveChannel('test.numbers', z.object({ value: z.int() }))

describe.each(brokerKinds)('live messages over %s', (kind) => {
  let harness: Harness
  let elsewhere: Broker

  beforeAll(async () => {
    harness = await createHarness(kind)
    elsewhere = await harness.openBroker()
  })
  afterAll(() => harness[Symbol.asyncDispose]())

  it('reach every subscriber of their channel in every process, in order', async () => {
    const channel = numbers(randomUUID())
    const subscriptions = [harness.broker, harness.broker, elsewhere].map(({ live }) =>
      live.subscribe(channel),
    )
    await Promise.all(subscriptions.map(({ ready }) => ready))

    for (const value of [1, 2, 3]) await elsewhere.live.publish(channel, { value })

    for (const subscription of subscriptions) {
      expect(await subscription.next()).toEqual({ done: false, value: { value: 1 } })
      expect(await subscription.next()).toEqual({ done: false, value: { value: 2 } })
      expect(await subscription.next()).toEqual({ done: false, value: { value: 3 } })
      await subscription.return()
    }
  })

  it('do not reach another channel', async () => {
    const [here, there] = [numbers(randomUUID()), numbers(randomUUID())]
    const subscription = harness.broker.live.subscribe(here)
    await subscription.ready
    await elsewhere.live.publish(there, { value: 1 })
    await elsewhere.live.publish(here, { value: 2 })
    expect(await subscription.next()).toEqual({ done: false, value: { value: 2 } })
    await subscription.return()
  })

  it('end for a subscriber that returns, and go on for the others of its channel', async () => {
    const channel = numbers(randomUUID())
    const [leaving, staying] = [
      harness.broker.live.subscribe(channel),
      harness.broker.live.subscribe(channel),
    ]
    await Promise.all([leaving.ready, staying.ready])
    const pending = leaving.next()

    await leaving.return()
    await elsewhere.live.publish(channel, { value: 1 })

    expect(await pending).toEqual({ done: true, value: undefined })
    expect(await leaving.next()).toEqual({ done: true, value: undefined })
    expect(await staying.next()).toEqual({ done: false, value: { value: 1 } })
    await staying.return()
  })

  it('end when the iteration is left', async () => {
    const channel = numbers(randomUUID())
    const subscription = harness.broker.live.subscribe(channel)
    await subscription.ready
    await elsewhere.live.publish(channel, { value: 7 })
    for await (const message of subscription) {
      expect(message).toEqual({ value: 7 })
      break
    }
    expect(await subscription.next()).toEqual({ done: true, value: undefined })
  })

  it('refuse a message that does not match the channel', async () => {
    const channel = mediaProgressChannel(randomUUID())
    const message = { assetId: 'a', versionId: 'v', attempt: 1, percent: 101 }
    await expect(harness.broker.live.publish(channel, message)).rejects.toBeInstanceOf(z.ZodError)
  })

  it('give way to a null when their server has forgotten the subscriber', async () => {
    const subscription = harness.broker.live.subscribe(numbers(randomUUID()))
    await subscription.ready
    await harness.wipeSubscribers()
    expect(await subscription.next()).toEqual({ done: false, value: null })
    await subscription.return()
  })

  it.runIf(kind === 'postgres')('of a time without connections come when they are back', async () => {
    const channel = numbers(randomUUID())
    const subscription = harness.broker.live.subscribe(channel)
    await subscription.ready
    const message = subscription.next()
    await harness.column(`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    await eventually(() => elsewhere.live.publish(channel, { value: 1 }))
    expect(await message).toEqual({ done: false, value: { value: 1 } })
    await subscription.return()
  })

  it.runIf(kind === 'postgres')('hold one subscription per channel and process, and free it', async () => {
    const channel = numbers(randomUUID())
    const held = () =>
      harness.column(`SELECT 1 FROM bullmq.relay_subscription WHERE pattern = '${channel.name}'`)
    const subscriptions = Array.from({ length: 50 }, () => harness.broker.live.subscribe(channel))
    await Promise.all(subscriptions.map(({ ready }) => ready))
    expect(await held()).toHaveLength(1)

    await Promise.all(subscriptions.map((subscription) => subscription.return()))
    await expect.poll(held).toHaveLength(0)
  })
})
