import { createWorld, eventually } from '@lyceum/testkit'
import { readTestEnvironment } from '@lyceum/testkit/environment'
import { startStripeFake, startStripeMock } from '@lyceum/testkit/stripe-fake'
import { fastify } from 'fastify'
import { describe, expect, it } from 'vitest'

import { readEnvironment } from '../src/environment.ts'
import { createPaymentsSubgraph } from '../src/subgraph.ts'
import { createCheckout, orderQuery } from './operations.ts'
import { courseEvent, enrollmentEvent, paymentSecret } from './shop.ts'

const webhookSecret = 'whsec_of_tests'
const { stripeMock } = readTestEnvironment()

/** Payments as a process with these variables has them. */
async function openWorld(stripeHost: string) {
  const { stripe } = readEnvironment({
    STRIPE_SECRET_KEY: 'sk_test_123',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_HOST: stripeHost,
    DATABASE_URL: 'postgres://of-the-world',
    REDIS_URL: 'redis://of-the-world',
    JWKS_URL: 'http://of-the-world',
    GATEWAY_SECRET: paymentSecret.padEnd(32),
    PAYMENT_SECRET: paymentSecret.padEnd(32),
    PUBLIC_URL: 'http://school.example',
  })
  if (stripe === null) throw new Error('Stripe is set up')
  const world = await createWorld('payments', (dependencies) =>
    createPaymentsSubgraph({ ...dependencies, paymentSecret, stripe, workMilliseconds: 50 }),
  )
  const person = world.person()
  const ids = { courseId: crypto.randomUUID(), enrollmentId: crypto.randomUUID() }
  await world.emit(
    courseEvent(ids.courseId, { amountMinor: 4_900, currency: 'EUR' }),
    enrollmentEvent(person, ids),
  )
  const input = { courseIds: [ids.courseId], idempotencyKey: crypto.randomUUID() }
  const { data } = await person.execute(createCheckout, { input })
  return {
    world,
    order: data.createCheckout.order,
    orderNow: async () => (await person.execute(orderQuery, { id: data.createCheckout.order.id })).data.order,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

describe('payments with the keys of Stripe in the environment', () => {
  it('are paid on the page of Stripe once, though webhooks come three times and backwards', async () => {
    await using fake = await startStripeFake({ webhookSecret })
    const { host, port, protocol } = fake.address
    await using shop = await openWorld(`${protocol}://${host}:${port}`)
    const { order, orderNow, world } = shop
    expect(order).toMatchObject({ paymentStatus: 'OPEN', voucherNumber: null })
    const checkoutId = new URL(order.checkoutUrl).pathname.split('/').at(-1) ?? ''
    fake.pay(checkoutId)

    await using app = fastify()
    const { routes } = world.subgraph
    if (routes === undefined) throw new Error('Payments have routes')
    await app.register(routes.plugin, { prefix: routes.prefix })
    const statusCodes = new Set<number>()
    await fake.deliver({
      order: fake.events.map((_, index) => index).toReversed(),
      times: 3,
      async send({ body, headers }) {
        const response = await app.inject({
          method: 'POST',
          url: '/payments/webhooks/stripe',
          headers: { 'content-type': 'application/json', ...headers },
          payload: body,
        })
        statusCodes.add(response.statusCode)
      },
    })
    expect([...statusCodes]).toEqual([200])
    await eventually(async () => expect(await orderNow()).toMatchObject({ status: 'PAID' }))
    const said = await world.said()
    expect(said.map(({ type }) => type)).toEqual(['payment.succeeded'])
    const { rows } = await world.dependencies.pool.query(
      'SELECT type, delivery_count FROM payments.webhook_delivery ORDER BY type',
    )
    expect(rows).toEqual([
      { type: 'checkout.session.completed', delivery_count: 3 },
      { type: 'payment_intent.succeeded', delivery_count: 3 },
    ])
  })

  it.skipIf(stripeMock === null)('open a checkout that stripe-mock accepts', async () => {
    await using mock = await startStripeMock(stripeMock ?? '')
    await using shop = await openWorld(mock.url)
    expect(shop.order).toMatchObject({ status: 'PENDING', paymentStatus: 'OPEN' })
  })
})
