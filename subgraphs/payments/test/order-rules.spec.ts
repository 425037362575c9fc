import { ProviderRefusedError } from '@lyceum/ports/payment-provider'
import type { PaymentProvider } from '@lyceum/ports/payment-provider'
import type { SandboxProvider } from '@lyceum/ports/payment-provider/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createCoupon } from './operations.ts'
import { checkoutIdOf, openShop } from './shop.ts'
import type { Shop } from './shop.ts'

const hourMilliseconds = 60 * 60 * 1_000

let shop: Shop
let isRefusing = false
let isEnding = true

function wrap(provider: SandboxProvider): PaymentProvider {
  return {
    ...provider,
    async createCheckout(request) {
      if (isRefusing) throw new ProviderRefusedError('account_closed')
      return await provider.createCheckout(request)
    },
    async expireCheckout(checkoutId) {
      if (!isEnding) throw new Error('The answer did not come in time')
      await provider.expireCheckout(checkoutId)
    },
  }
}

beforeAll(async () => {
  shop = await openShop({ wrap })
})
afterAll(() => shop[Symbol.asyncDispose]())

async function givenOrder(input: Readonly<Record<string, unknown>> = {}) {
  const person = shop.world.person()
  const seat = await shop.givenSeat(person)
  const { order } = await shop.checkOut(person, { courseIds: [seat.courseId], ...input })
  return { ...seat, person, order, orderId: String(order.id) }
}

async function usesOf(code: string): Promise<number | undefined> {
  const [coupon] = await shop.query<{ usage_count: number }>(
    'SELECT usage_count FROM payments.coupon WHERE code = $1',
    [code],
  )
  return coupon?.usage_count
}

describe('an order that nobody pays', () => {
  it('ends after 24 hours: its coupon is free again, its checkout takes no money, its course can be ordered again', async () => {
    const input = { code: 'ABANDONED', percent: 10, usageLimit: 1 }
    await shop.administrator.execute(createCoupon, { input })
    const { person, order, orderId, courseId } = await givenOrder({ couponCode: 'ABANDONED' })
    const waits = Date.parse(order.expiresAt) - shop.world.clock.now().getTime()
    expect(Math.abs(waits - 24 * hourMilliseconds)).toBeLessThan(60_000)
    expect(await usesOf('ABANDONED')).toBe(1)

    shop.world.clock.advance(24 * hourMilliseconds - 60_000)
    const { order: other } = await givenOrder()
    expect(await shop.orderOf(person, orderId)).toMatchObject({ status: 'PENDING' })
    shop.world.clock.advance(60_000)
    await shop.untilOrder(person, orderId, {
      status: 'FAILED',
      failureReason: 'expired',
      paymentStatus: 'EXPIRED',
      expiresAt: null,
    })
    expect(await usesOf('ABANDONED')).toBe(0)
    expect((await shop.eventsOf(orderId)).at(-1)).toMatchObject({
      type: 'payment.failed',
      payload: { reason: 'expired' },
    })
    await expect(shop.sandbox.pay(checkoutIdOf(order))).rejects.toBeInstanceOf(ProviderRefusedError)
    expect(await shop.orderOf(shop.administrator, other.id)).toMatchObject({ status: 'PENDING' })
    const again = await shop.checkOut(person, { courseIds: [courseId] })
    expect(again.userErrors).toEqual([])
  })

  it('gives back by itself what arrives after its end', async () => {
    isEnding = false
    const { person, order, orderId } = await givenOrder()
    shop.world.clock.advance(24 * hourMilliseconds)
    await shop.untilOrder(person, orderId, { status: 'FAILED', paymentStatus: 'OPEN' })
    await shop.sandbox.pay(checkoutIdOf(order))
    await shop.untilOrder(person, orderId, { status: 'REFUNDED', refunds: [{ reason: 'ORDER_CLOSED' }] })
    isEnding = true
    expect((await shop.eventsOf(orderId)).map(({ type }) => type)).toEqual([
      'payment.failed',
      'payment.refunded',
    ])
  })

  it('has its checkout ended later, when the provider gave no answer at first', async () => {
    isEnding = false
    const { person, order, orderId } = await givenOrder()
    shop.world.clock.advance(24 * hourMilliseconds)
    await shop.untilOrder(person, orderId, { status: 'FAILED', paymentStatus: 'OPEN' })
    isEnding = true
    shop.world.clock.advance(61_000)
    await shop.untilOrder(person, orderId, { paymentStatus: 'EXPIRED' })
    expect(await shop.sandbox.find(checkoutIdOf(order))).toMatchObject({ state: 'EXPIRED' })
  })

  it('has 7 days when a bank is to pay it', async () => {
    const { person, orderId } = await givenOrder({ provider: 'voucher' })
    const card = await givenOrder()
    shop.world.clock.advance(7 * 24 * hourMilliseconds - 60_000)
    await shop.untilOrder(card.person, card.orderId, { status: 'FAILED' })
    expect(await shop.orderOf(person, orderId)).toMatchObject({ status: 'PENDING' })
    shop.world.clock.advance(60_000)
    await shop.untilOrder(person, orderId, { status: 'FAILED', failureReason: 'expired' })
  })
})

describe('an enrolment that is active', () => {
  it('is not sold a second time', async () => {
    const { person, courseId, enrollmentId, orderId } = await shop.givenPaidOrder()
    const beforeActivation = await shop.checkOut(person, { courseIds: [courseId] })
    expect(beforeActivation.userErrors).toMatchObject([{ code: 'CHECKOUT_OPEN', order: { id: orderId } }])
    const activated = {
      enrollmentId,
      courseId,
      userId: person.id,
      status: 'ACTIVE',
      progressPercent: 0,
    } as const
    await shop.world.emit({
      type: 'enrollment.activated',
      aggregateId: enrollmentId,
      aggregateVersion: 2,
      payload: activated,
    })
    const after = await shop.checkOut(person, { courseIds: [courseId] })
    expect(after.userErrors).toMatchObject([{ code: 'NOT_AWAITING_PAYMENT' }])
  })

  it('that began by other means gives the money back, and ends nothing', async () => {
    const { person, orderId, courseId, enrollmentId } = await shop.givenPaidOrder()
    await shop.world.emit({
      type: 'enrollment.activation_refused',
      aggregateId: enrollmentId,
      aggregateVersion: 2,
      payload: { orderId, enrollmentId, courseId, userId: person.id, reason: 'ALREADY_ACTIVE' },
    })
    await shop.untilOrder(person, orderId, { status: 'REFUNDED', refunds: [{ reason: 'ALREADY_ACTIVE' }] })
    expect((await shop.eventsOf(orderId)).at(-1)).toMatchObject({
      type: 'payment.refunded',
      payload: { items: [], isFull: true },
    })
  })
})

describe('a checkout that the provider refuses', () => {
  it('is said so, also to the same key, and the course can be ordered again', async () => {
    isRefusing = true
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const input = { courseIds: [courseId], idempotencyKey: 'refused' }
    const refused = await shop.checkOut(person, input)
    isRefusing = false
    expect(refused).toMatchObject({ order: null, userErrors: [{ code: 'PAYMENT_REFUSED' }] })
    expect(await shop.checkOut(person, input)).toEqual(refused)
    const { order } = await shop.checkOut(person, { courseIds: [courseId] })
    expect(order).toMatchObject({ status: 'PENDING' })
  })
})
