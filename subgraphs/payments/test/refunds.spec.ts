import { randomUUID } from 'node:crypto'

import type { PaymentProvider, RefundRequest } from '@lyceum/ports/payment-provider'
import type { SandboxProvider } from '@lyceum/ports/payment-provider/sandbox'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cancelOrder, myOrders, refundOrder } from './operations.ts'
import { checkoutIdOf, openShop } from './shop.ts'
import type { Shop } from './shop.ts'

let shop: Shop
let isAnswering = true
const sent: RefundRequest[] = []

function wrap(provider: SandboxProvider): PaymentProvider {
  return {
    ...provider,
    async createCheckout(request) {
      const checkout = await provider.createCheckout(request)
      if (!isAnswering) throw new Error('The answer did not come in time')
      return checkout
    },
    async refund(request) {
      sent.push(request)
      const refund = await provider.refund(request)
      if (!isAnswering) throw new Error('The answer did not come in time')
      return refund
    },
  }
}

beforeAll(async () => {
  shop = await openShop({ wrap })
})
afterAll(() => shop[Symbol.asyncDispose]())

const sumOf = (lines: readonly { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0)

describe('refundOrder', () => {
  it('gives the buyer everything back within 14 days, ends access and writes a credit note', async () => {
    const { person, orderId, courseId, enrollmentId } = await shop.givenPaidOrder()
    const { refund, userErrors } = await shop.refund(person, { orderId })
    expect(userErrors).toEqual([])
    expect(refund).toMatchObject({ status: 'SUCCEEDED', amount: { amountMinor: 4_900, currency: 'EUR' } })
    expect(await shop.orderOf(person, orderId)).toMatchObject({
      status: 'REFUNDED',
      receipts: [{ kind: 'RECEIPT' }, { kind: 'CREDIT_NOTE', amount: { amountMinor: 4_900 } }],
    })
    expect((await shop.eventsOf(orderId)).at(-1)).toMatchObject({
      type: 'payment.refunded',
      payload: { items: [{ courseId, enrollmentId }], amountMinor: 4_900, isFull: true },
    })
    expect(sumOf(await shop.ledgerOf(orderId))).toBe(0)
  })

  it('leaves parts and exceptions to administrators, and strangers know nothing', async () => {
    const { person, orderId } = await shop.givenPaidOrder()
    const codes = async (input: object, who = person) =>
      (await shop.refund(who, { orderId, ...input })).userErrors
    expect(await codes({ amountMinor: 100 })).toEqual([{ code: 'REFUND_NOT_ALLOWED' }])
    expect(await codes({ amountMinor: 100 }, shop.administrator)).toEqual([])
    expect((await shop.eventsOf(orderId)).at(-1)?.payload).toMatchObject({ items: [], isFull: false })
    await shop.query(`UPDATE payments.order SET paid_at = paid_at - interval '15 days' WHERE id = $1`, [
      orderId,
    ])
    expect(await codes({})).toEqual([{ code: 'REFUND_NOT_ALLOWED' }])
    expect(await codes({ amountMinor: 4_801 }, shop.administrator)).toEqual([
      { code: 'REFUND_EXCEEDS_PAYMENT' },
    ])
    const input = { orderId, idempotencyKey: 'strange' }
    const { errors } = await shop.world.person().execute(refundOrder, { input })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('has nothing to give back before anything was paid', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const { order } = await shop.checkOut(person, { courseIds: [courseId] })
    const { data } = await shop.administrator.execute(
      'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { userErrors { code message } } }',
      { input: { orderId: order.id, idempotencyKey: 'too early' } },
    )
    expect(data.refundOrder.userErrors).toEqual([
      { code: 'REFUND_EXCEEDS_PAYMENT', message: 'Only 0 minor units are left' },
    ])
  })

  it('never gives back more than was captured, by 20 requests at once', async () => {
    const { person, orderId } = await shop.givenPaidOrder(1_000)
    sent.length = 0
    const requests = Array.from({ length: 20 }, (_, index) =>
      index % 5 === 0 ? { orderId } : { orderId, amountMinor: 130 },
    )
    const answers = await Promise.all(requests.map((input) => shop.refund(shop.administrator, input)))
    const made = answers.flatMap(({ refund }) => (refund === null ? [] : [refund.amount.amountMinor]))
    const total = made.reduce((sum: number, amount: number) => sum + amount, 0)
    expect(total).toBeLessThanOrEqual(1_000)
    expect(total).toBeGreaterThan(1_000 - 130)
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(made.length)
    expect((await shop.orderOf(person, orderId)).refunded.amountMinor).toBe(total)
    expect(sumOf(await shop.ledgerOf(orderId))).toBe(0)
  })

  it('is pending without an answer, and is sent again with the same key without a second payment', async () => {
    const { person, orderId, checkoutId } = await shop.givenPaidOrder()
    isAnswering = false
    const { refund } = await shop.refund(person, { orderId, idempotencyKey: 'once' })
    isAnswering = true
    expect(refund).toMatchObject({ status: 'PENDING' })
    shop.world.clock.advance(31_000)
    await shop.untilOrder(person, orderId, { status: 'REFUNDED', refunds: [{ status: 'SUCCEEDED' }] })
    expect((await shop.refund(person, { orderId, idempotencyKey: 'once' })).refund.id).toBe(refund.id)
    expect((await shop.sandbox.find(checkoutId))?.refunds).toHaveLength(1)
  })
})

describe('an order', () => {
  it('shows an unknown payment until the provider answers, and is one checkout there', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    isAnswering = false
    const { order } = await shop.checkOut(person, { courseIds: [courseId] })
    isAnswering = true
    expect(order).toMatchObject({ status: 'PENDING', paymentStatus: 'UNKNOWN', checkoutUrl: null })
    shop.world.clock.advance(31_000)
    const known = await shop.untilOrder(person, order.id, { paymentStatus: 'OPEN' })
    await shop.sandbox.pay(checkoutIdOf(known))
    await shop.untilOrder(person, order.id, { status: 'PAID' })
  })

  it('gives the money back by itself when the place is gone, and says so', async () => {
    const { person, orderId, courseId, enrollmentId } = await shop.givenPaidOrder()
    await shop.world.emit({
      type: 'enrollment.activation_refused',
      aggregateId: enrollmentId,
      aggregateVersion: 2,
      payload: { orderId, enrollmentId, courseId, userId: person.id, reason: 'SEAT_GONE' },
    })
    await shop.untilOrder(person, orderId, { status: 'REFUNDED', refunds: [{ reason: 'SEAT_GONE' }] })
    expect((await shop.eventsOf(orderId)).map(({ type }) => type)).toEqual([
      'payment.succeeded',
      'payment.refunded',
    ])
  })

  it('that was cancelled gives back money that arrives all the same, and ends no access of another order', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const { order } = await shop.checkOut(person, { courseIds: [courseId] })
    const checkoutId = checkoutIdOf(order)
    await shop.query(`UPDATE payments.order SET status = 'CANCELLED' WHERE id = $1`, [order.id])
    await shop.query('UPDATE payments.order_item SET is_open = false WHERE order_id = $1', [order.id])
    await shop.sandbox.pay(checkoutId)
    await shop.untilOrder(person, order.id, { status: 'REFUNDED', refunds: [{ reason: 'ORDER_CLOSED' }] })
    expect(await shop.eventsOf(order.id)).toMatchObject([
      { type: 'payment.refunded', payload: { items: [] } },
    ])
    const { data } = await person.execute(cancelOrder, { input: { orderId: order.id } })
    expect(data.cancelOrder.userErrors).toEqual([{ code: 'ORDER_NOT_OPEN' }])
  })

  it('is for the buyer and administrators', async () => {
    const { person, orderId } = await shop.givenPaidOrder()
    expect(await shop.orderOf(shop.world.person(), orderId)).toBeNull()
    expect(await shop.orderOf(shop.administrator, orderId)).toMatchObject({ id: orderId })
    const { data } = await person.execute(myOrders)
    expect(data.myOrders.edges).toMatchObject([{ node: { id: orderId } }])
  })
})

describe('the books', () => {
  it('refuse an entry that does not add up to zero, and any change of what is booked', async () => {
    const entry = `WITH entry AS (INSERT INTO payments.ledger_entry (order_id, kind, source_id, booked_at)
      VALUES ($1, 'CAPTURE', $1, now()) RETURNING id)
      INSERT INTO payments.ledger_line (entry_id, account, currency, amount_minor) SELECT id, 'revenue', 'EUR', 1 FROM entry`
    await expect(shop.query(entry, [randomUUID()])).rejects.toThrow('add up to zero')
    const change = 'UPDATE payments.ledger_line SET amount_minor = amount_minor + 1'
    await expect(shop.query(change)).rejects.toThrow('append-only')
  })

  it('number receipts without a gap, many at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => shop.givenPaidOrder()))
    const rows = await shop.query<{ number: string }>(
      `SELECT number FROM payments.receipt WHERE kind = 'RECEIPT' ORDER BY number`,
    )
    const year = shop.world.clock.now().getUTCFullYear()
    expect(rows.map(({ number }) => number)).toEqual(
      rows.map((_, index) => `R-${year}-${String(index + 1).padStart(6, '0')}`),
    )
  })

  it('are compared with the provider: a difference is reported and left as it is', async () => {
    const { orderId } = await shop.givenPaidOrder()
    const period = { from: new Date(0), until: new Date(Date.now() + 60 * 60_000) }
    const before = await eventually(async () => {
      const report = await shop.world.subgraph.reconcile(period)
      expect(report.differences).toEqual([])
      return report
    })
    expect(before.comparedCount).toBeGreaterThan(0)
    await shop.query('UPDATE payments.order SET captured_minor = captured_minor + 1 WHERE id = $1', [orderId])
    await shop.sandbox.createCheckout({
      reference: randomUUID(),
      idempotencyKey: randomUUID(),
      amountMinor: 100,
      currency: 'EUR',
      description: 'Of nobody',
      returnUrl: 'http://school.example',
    })
    const { differences } = await shop.world.subgraph.reconcile(period)
    expect(differences).toMatchObject([
      { kind: 'CAPTURED', orderId, expected: '4900', actual: '4901' },
      { kind: 'LEDGER_CAPTURED', orderId, expected: '4900', actual: '4901' },
      { kind: 'UNKNOWN_TO_US', orderId: null, expected: '100 EUR' },
    ])
    const [order] = await shop.query('SELECT captured_minor FROM payments.order WHERE id = $1', [orderId])
    expect(order).toEqual({ captured_minor: 4_901 })
  })
})
