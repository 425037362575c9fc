import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openShop } from './shop.ts'
import type { Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

const sumOf = (lines: readonly { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0)
const typesOf = async (orderId: string) => (await shop.eventsOf(orderId)).map(({ type }) => type)

async function givenDisputed() {
  const paid = await shop.givenPaidOrder()
  await shop.sandbox.dispute(paid.checkoutId, 'OPEN')
  await shop.untilOrder(paid.person, paid.orderId, { status: 'PAID', disputes: [{ status: 'OPEN' }] })
  return paid
}

describe('a dispute', () => {
  it('that is won books what comes back, and access was never touched', async () => {
    const { person, orderId, checkoutId } = await givenDisputed()
    await shop.sandbox.dispute(checkoutId, 'WON')
    await shop.untilOrder(person, orderId, { status: 'PAID', disputes: [{ status: 'WON' }] })
    const lines = await shop.ledgerOf(orderId)
    const provider = lines.filter(({ account }) => account === 'provider:sandbox')
    expect([sumOf(provider), sumOf(lines)]).toEqual([4_900, 0])
    expect(await typesOf(orderId)).toEqual(['payment.succeeded', 'payment.disputed'])
  })

  it('that is lost ends access, once, and what it cost is booked', async () => {
    const { person, orderId, checkoutId, courseId, enrollmentId } = await givenDisputed()
    await shop.sandbox.dispute(checkoutId, 'LOST')
    await shop.untilOrder(person, orderId, { status: 'REFUNDED', disputes: [{ status: 'LOST' }] })
    await shop.sandbox.deliver((await shop.sandbox.find(checkoutId))?.events ?? [], { order: 'REVERSED' })
    const lines = await shop.ledgerOf(orderId)
    const losses = lines.filter(({ account }) => account === 'losses')
    expect([sumOf(losses), sumOf(lines)]).toEqual([4_900, 0])
    expect(await typesOf(orderId)).toEqual(['payment.succeeded', 'payment.disputed', 'payment.refunded'])
    expect((await shop.eventsOf(orderId)).at(-1)?.payload).toMatchObject({
      items: [{ courseId, enrollmentId }],
      amountMinor: 4_900,
      isFull: true,
    })
  })

  it('lets nothing go back a second time, unless it is won', async () => {
    const { person, orderId, checkoutId } = await givenDisputed()
    const { userErrors } = await shop.refund(shop.administrator, { orderId })
    expect(userErrors).toEqual([{ code: 'REFUND_NOT_ALLOWED' }])
    await shop.sandbox.dispute(checkoutId, 'WON')
    await shop.untilOrder(person, orderId, { disputes: [{ status: 'WON' }] })
    const { refund } = await shop.refund(shop.administrator, { orderId })
    expect(refund).toMatchObject({ status: 'SUCCEEDED' })
  })
})
