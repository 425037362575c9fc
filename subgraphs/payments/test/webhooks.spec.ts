import type { PaymentProvider, ProviderPayment } from '@lyceum/ports/payment-provider'
import { signWebhook, signatureHeader } from '@lyceum/ports/payment-provider/sandbox'
import type { SandboxProvider } from '@lyceum/ports/payment-provider/sandbox'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createPaymentsSubgraph } from '../src/subgraph.ts'
import { checkoutIdOf, openShop, paymentSecret } from './shop.ts'
import type { Shop } from './shop.ts'

let shop: Shop
/** What the provider answers next when it is asked how a payment stands; empty = the truth. */
const answers = new Map<string, ProviderPayment[]>()
/** What the provider does before it answers a request for a checkout. */
let beforeAnswer = async (_checkoutId: string): Promise<void> => {}

function wrap(provider: SandboxProvider): PaymentProvider {
  return {
    ...provider,
    async createCheckout(request) {
      const checkout = await provider.createCheckout(request)
      await beforeAnswer(checkout.checkoutId)
      return checkout
    },
    async findPayment(lookup) {
      const prepared = 'checkoutId' in lookup ? answers.get(lookup.checkoutId)?.shift() : undefined
      return prepared ?? (await provider.findPayment(lookup))
    },
  }
}

beforeAll(async () => {
  shop = await openShop({ wrap, isDeliveredOnDemand: true })
})
afterAll(() => shop[Symbol.asyncDispose]())

async function givenCheckout(amountMinor = 4_900) {
  const person = shop.world.person()
  const seat = await shop.givenSeat(person, amountMinor)
  const { order } = await shop.checkOut(person, { courseIds: [seat.courseId] })
  return { ...seat, person, orderId: String(order.id), checkoutId: checkoutIdOf(order) }
}

async function countOpenWebhooks(): Promise<number> {
  const rows = await shop.query('SELECT id FROM payments.webhook_delivery WHERE processed_at IS NULL')
  return rows.length
}

const untilProcessed = () => eventually(async () => expect(await countOpenWebhooks()).toBe(0))

function permute<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length < 2) return [list]
  return list.flatMap((first, index) => permute(list.toSpliced(index, 1)).map((rest) => [first, ...rest]))
}

describe('webhooks', () => {
  it('end the same in all 24 orders of four, also when every answer is as old as its event', async () => {
    const ends = new Set<string>()
    for (const order of permute([0, 1, 2, 3])) {
      const { person, orderId, checkoutId } = await givenCheckout()
      const open = await shop.sandbox.find(checkoutId)
      const paid = await shop.sandbox.pay(checkoutId)
      await shop.sandbox.refund({
        checkoutId,
        paymentId: paid.paymentId ?? '',
        amountMinor: 900,
        currency: 'EUR',
        reference: 'by hand',
        idempotencyKey: 'by hand',
      })
      const refunded = await shop.sandbox.find(checkoutId)
      const disputed = await shop.sandbox.dispute(checkoutId, 'OPEN')
      // The dispute's answer does not know of the refund, as a replica that lags would say it.
      const states = [open, paid, refunded, { ...disputed, refunds: [] }]
      for (const index of order) {
        const [event, state] = [disputed.events[index], states[index]]
        if (event === undefined || state == null) throw new Error('There are four events')
        answers.set(checkoutId, [state])
        await shop.sandbox.deliver([event])
        await untilProcessed()
      }
      const end = await shop.orderOf(person, orderId)
      const { status, paymentStatus, refunded: back, refunds, disputes, receipts } = end
      const kinds = receipts.map(({ kind }: { kind: string }) => kind)
      ends.add(
        JSON.stringify({
          status,
          paymentStatus,
          back,
          refunds,
          disputes,
          kinds,
          books: await shop.ledgerOf(orderId),
        }),
      )
      const types = (await shop.eventsOf(orderId)).map(({ type }) => type).sort()
      expect(types).toEqual(['payment.disputed', 'payment.refunded', 'payment.succeeded'])
    }
    expect([...ends]).toHaveLength(1)
    expect(JSON.parse([...ends][0] ?? '')).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      paymentStatus: 'SUCCEEDED',
      back: { amountMinor: 900 },
      disputes: [{ status: 'OPEN' }],
      kinds: ['RECEIPT', 'CREDIT_NOTE'],
    })
  }, 300_000)

  it('that come ten times at once are kept once and booked once', async () => {
    const { person, orderId, checkoutId } = await givenCheckout()
    const { events } = await shop.sandbox.pay(checkoutId)
    await Promise.all(Array.from({ length: 10 }, () => shop.sandbox.deliver(events.slice(1))))
    await shop.untilOrder(person, orderId, { status: 'PAID' })
    await untilProcessed()
    const kept = await shop.query(
      `SELECT id FROM payments.webhook_delivery WHERE lookup -> 'payment' ->> 'checkoutId' = $1`,
      [checkoutId],
    )
    expect(kept).toHaveLength(1)
    expect(await shop.ledgerOf(orderId)).toHaveLength(2)
    expect(await shop.eventsOf(orderId)).toHaveLength(1)
  })

  it('that come before the answer to our own request find their order', async () => {
    beforeAnswer = async (checkoutId) => {
      const { events } = await shop.sandbox.pay(checkoutId)
      await shop.sandbox.deliver(events)
      await untilProcessed()
    }
    const { person, orderId } = await givenCheckout()
    beforeAnswer = async () => {}
    expect(await shop.orderOf(person, orderId)).toMatchObject({ status: 'PAID', paymentStatus: 'SUCCEEDED' })
    expect(await shop.eventsOf(orderId)).toHaveLength(1)
  })

  it.each([
    ['with a bad signature', { signature: 't=1,v1=00' }],
    ['with another secret', { secret: 'of somebody else' }],
    ['signed 301 s ago', { age: 301 }],
    ['whose body was written anew', { body: (text: string) => JSON.stringify(JSON.parse(text), null, 1) }],
  ])('%s are refused and leave no row', async (_what, change) => {
    const fault: { signature?: string; secret?: string; age?: number; body?: (text: string) => string } =
      change
    const { person, orderId, checkoutId } = await givenCheckout()
    const { events } = await shop.sandbox.pay(checkoutId)
    const text = JSON.stringify(events[1])
    const before = await shop.query('SELECT id FROM payments.webhook_delivery')
    const signedAt = new Date(shop.world.clock.now().getTime() - (fault.age ?? 0) * 1_000)
    const signature = fault.signature ?? signWebhook(fault.secret ?? paymentSecret, text, signedAt)
    const statusCode = await shop.postWebhook(fault.body?.(text) ?? text, { [signatureHeader]: signature })
    expect(statusCode).toBe(400)
    expect(await shop.query('SELECT id FROM payments.webhook_delivery')).toEqual(before)
    expect(await shop.orderOf(person, orderId)).toMatchObject({ status: 'PENDING' })
  })

  it('signed 299 s ago are taken', async () => {
    const { person, orderId, checkoutId } = await givenCheckout()
    const { events } = await shop.sandbox.pay(checkoutId)
    const text = JSON.stringify(events[1])
    const signedAt = new Date(shop.world.clock.now().getTime() - 299_000)
    const headers = { [signatureHeader]: signWebhook(paymentSecret, text, signedAt) }
    expect(await shop.postWebhook(text, headers)).toBe(200)
    await shop.untilOrder(person, orderId, { status: 'PAID' })
  })

  it('that were kept by a process that died are processed by the next', async () => {
    const { person, orderId, checkoutId } = await givenCheckout()
    const { events } = await shop.sandbox.pay(checkoutId)
    await shop.world.subgraph.stop()
    const [event] = events.slice(1)
    expect(event).toBeDefined()
    const text = JSON.stringify(event)
    const lookup = JSON.stringify({ payment: { checkoutId } })
    const row = [event?.eventId, lookup, Buffer.from(text), shop.world.clock.now()]
    await shop.query(
      `INSERT INTO payments.webhook_delivery
         (provider, provider_event_id, type, lookup, raw_body, received_at, next_attempt_at)
       VALUES ('sandbox', $1, 'payment.succeeded', $2, $3, $4, $4)`,
      row,
    )
    const { dependencies } = shop.world
    const next = await createPaymentsSubgraph({
      ...dependencies,
      paymentSecret,
      paymentProviders: [wrap(shop.sandbox)],
    })
    await next.start()
    try {
      await shop.untilOrder(person, orderId, { status: 'PAID' })
    } finally {
      await next.stop()
    }
  })
})
