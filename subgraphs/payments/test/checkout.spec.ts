import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cancelOrder, createCheckout, createCoupon } from './operations.ts'
import { checkoutIdOf, courseEvent, openShop } from './shop.ts'
import type { Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

const codesOf = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code)

async function givenCoupon(input: Readonly<Record<string, unknown>>): Promise<string> {
  const code = randomUUID().slice(0, 18)
  const { data } = await shop.administrator.execute(createCoupon, { input: { code, ...input } })
  expect(data.createCoupon.userErrors).toEqual([])
  return data.createCoupon.coupon.code
}

describe('createCheckout', () => {
  it('fixes the price, is paid by the sandbox and says so once', async () => {
    const person = shop.world.person()
    const { courseId, enrollmentId } = await shop.givenSeat(person)
    const { order, userErrors } = await shop.checkOut(person, { courseIds: [courseId] })
    expect(userErrors).toEqual([])
    expect(order).toMatchObject({
      status: 'PENDING',
      paymentStatus: 'OPEN',
      total: { amountMinor: 4_900, currency: 'EUR' },
      items: [{ title: 'Course', course: { id: courseId } }],
    })
    await shop.world.emit(courseEvent(courseId, { amountMinor: 99_900, currency: 'EUR' }, 2))
    await shop.sandbox.pay(checkoutIdOf(order), { copies: 3, order: 'REVERSED' })
    const paid = await shop.untilOrder(person, order.id, { status: 'PAID', paymentStatus: 'SUCCEEDED' })
    expect(paid.receipts).toMatchObject([{ kind: 'RECEIPT', amount: { amountMinor: 4_900 } }])
    expect(await shop.eventsOf(order.id)).toMatchObject([
      {
        type: 'payment.succeeded',
        payload: {
          userId: person.id,
          items: [{ courseId, enrollmentId }],
          amountMinor: 4_900,
          currency: 'EUR',
        },
      },
    ])
    expect(await shop.ledgerOf(order.id)).toEqual([
      { kind: 'CAPTURE', account: 'provider:sandbox', amount: 4_900 },
      { kind: 'CAPTURE', account: 'revenue', amount: -4_900 },
    ])
  })

  it('orders several courses at once, in one currency', async () => {
    const person = shop.world.person()
    const [first, second] = [await shop.givenSeat(person, 1_000), await shop.givenSeat(person, 2_000)]
    const yen = await shop.givenSeat(person, 500, 'JPY')
    const courseIds = [first.courseId, second.courseId]
    const mixed = await shop.checkOut(person, { courseIds: [...courseIds, yen.courseId] })
    expect(codesOf(mixed)).toEqual(['MIXED_CURRENCIES'])
    expect((await shop.checkOut(person, { courseIds })).order.total.amountMinor).toBe(3_000)
  })

  it('asks for an enrolment that awaits payment, and does not know courses that nobody announced', async () => {
    const { courseId } = await shop.givenSeat(shop.world.person())
    const stranger = shop.world.person()
    expect(codesOf(await shop.checkOut(stranger, { courseIds: [courseId] }))).toEqual([
      'NOT_AWAITING_PAYMENT',
    ])
    const input = { courseIds: [randomUUID()], idempotencyKey: 'key' }
    const unknown = await stranger.execute(createCheckout, { input })
    expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    const anonymous = await shop.world.anonymous.execute(createCheckout, { input })
    expect(anonymous.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('is one order, or still being worked on, for 50 requests with one key', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const input = { courseIds: [courseId], idempotencyKey: 'fifty' }
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.checkOut(person, input)))
    const ids = new Set(answers.flatMap(({ order }) => (order === null ? [] : [order.id])))
    expect(ids.size).toBe(1)
    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['IDEMPOTENCY_IN_PROGRESS']))
    const [{ count } = { count: 0 }] = await shop.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM payments.order WHERE user_id = $1',
      [person.id],
    )
    expect(count).toBe(1)
    expect((await shop.checkOut(person, input)).order.id).toBe([...ids][0])
  })

  it('refuses a key with other arguments, keeps keys of people apart, and forgets after 7 days', async () => {
    const [person, other] = [shop.world.person(), shop.world.person()]
    const [first, second] = [await shop.givenSeat(person), await shop.givenSeat(person)]
    const theirs = await shop.givenSeat(other)
    const idempotencyKey = 'shared'
    const made = await shop.checkOut(person, { courseIds: [first.courseId], idempotencyKey })
    const reused = await shop.checkOut(person, { courseIds: [second.courseId], idempotencyKey })
    expect(reused).toMatchObject({ order: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] })
    const own = await shop.checkOut(other, { courseIds: [theirs.courseId], idempotencyKey })
    expect(own.order.id).not.toBe(made.order.id)
    await shop.query(
      `UPDATE payments.idempotency_key SET created_at = created_at - interval '7 days 1 second' WHERE user_id = $1`,
      [person.id],
    )
    const late = await shop.checkOut(person, { courseIds: [second.courseId], idempotencyKey })
    expect(late.userErrors).toEqual([])
  })

  it('charges once, however often people click with keys of their own', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => shop.checkOut(person, { courseIds: [courseId] })),
    )
    const [made, ...more] = answers.flatMap(({ order }) => (order === null ? [] : [order]))
    expect(more).toEqual([])
    const refusals = answers.flatMap(({ userErrors }) => userErrors)
    expect(refusals).toHaveLength(39)
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ code: 'CHECKOUT_OPEN', order: { id: made.id } })
    }
  })

  it('can be ordered again after the payment was declined or the order cancelled', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const first = await shop.checkOut(person, { courseIds: [courseId] })
    await shop.sandbox.decline(checkoutIdOf(first.order))
    await shop.untilOrder(person, first.order.id, { status: 'FAILED', failureReason: 'card_declined' })
    const second = await shop.checkOut(person, { courseIds: [courseId] })
    const { data } = await person.execute(cancelOrder, { input: { orderId: second.order.id } })
    expect(data.cancelOrder).toEqual({ order: { status: 'CANCELLED' }, userErrors: [] })
    expect((await shop.checkOut(person, { courseIds: [courseId] })).userErrors).toEqual([])
  })
})

describe('a coupon', () => {
  it('takes a percentage off, shared out without losing a cent', async () => {
    const person = shop.world.person()
    const seats = [await shop.givenSeat(person, 333), await shop.givenSeat(person, 334)]
    const couponCode = (await givenCoupon({ percent: 50 })).toLowerCase()
    const courseIds = seats.map(({ courseId }) => courseId)
    const { order } = await shop.checkOut(person, { courseIds, couponCode })
    expect(order).toMatchObject({ discount: { amountMinor: 334 }, total: { amountMinor: 333 } })
    const amounts = order.items.map(({ amount }: { amount: { amountMinor: number } }) => amount.amountMinor)
    expect(amounts.reduce((sum: number, amount: number) => sum + amount, 0)).toBe(333)
  })

  it('pays for everything at once when it covers everything', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const couponCode = await givenCoupon({ percent: 100 })
    const { order } = await shop.checkOut(person, { courseIds: [courseId], couponCode })
    expect(order).toMatchObject({ status: 'PAID', total: { amountMinor: 0 }, receipts: [] })
    expect((await shop.eventsOf(order.id)).map(({ type }) => type)).toEqual(['payment.succeeded'])
    expect(await shop.ledgerOf(order.id)).toEqual([
      { kind: 'CAPTURE', account: 'discounts', amount: 4_900 },
      { kind: 'CAPTURE', account: 'revenue', amount: -4_900 },
    ])
  })

  it('is used exactly as often as it may be by 200 people at once', async () => {
    const couponCode = await givenCoupon({ percent: 10, usageLimit: 7 })
    const people = Array.from({ length: 200 }, () => shop.world.person())
    const price = { amountMinor: 1_000, currency: 'EUR' }
    const courseId = randomUUID()
    await shop.world.emit(courseEvent(courseId, price))
    await shop.query(
      `INSERT INTO payments.enrollment (id, user_id, course_id, status, version)
       SELECT gen_random_uuid(), unnest($1::uuid[]), $2, 'PENDING_PAYMENT', 1`,
      [people.map(({ id }) => id), courseId],
    )
    const answers = await Promise.all(
      people.map((person) => shop.checkOut(person, { courseIds: [courseId], couponCode })),
    )
    expect(answers.filter(({ order }) => order !== null)).toHaveLength(7)
    expect(answers.flatMap(codesOf).filter((code) => code === 'COUPON_USED_UP')).toHaveLength(193)
  })

  it('is used by one person as often as they may, and again when an order came to nothing', async () => {
    const person = shop.world.person()
    const couponCode = await givenCoupon({ amountMinor: 500, currency: 'EUR', userUsageLimit: 1 })
    const seats = await Promise.all([1, 2, 3, 4].map(() => shop.givenSeat(person)))
    const order = ({ courseId }: { courseId: string }) =>
      shop.checkOut(person, { courseIds: [courseId], couponCode })
    const answers = await Promise.all(seats.map(order))
    const made = answers.filter((answer) => answer.order !== null)
    expect(made).toHaveLength(1)
    await person.execute(cancelOrder, { input: { orderId: made[0].order.id } })
    const free = seats[answers.findIndex((answer) => answer.order === null)]
    expect(codesOf(await order(free ?? { courseId: '' }))).toEqual([])
  })

  it('does not hold when it has expired, for another currency, or when nobody made it', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const expired = await givenCoupon({ percent: 10, expiresAt: '2020-01-01T00:00:00Z' })
    const yen = await givenCoupon({ amountMinor: 10, currency: 'JPY' })
    const codes = await Promise.all(
      [expired, yen, 'NOBODY'].map(async (couponCode) =>
        codesOf(await shop.checkOut(person, { courseIds: [courseId], couponCode })),
      ),
    )
    expect(codes).toEqual([['COUPON_EXPIRED'], ['COUPON_NOT_VALID'], ['COUPON_NOT_VALID']])
  })

  it('is of a currency that courses are sold in', async () => {
    const input = { code: 'ZZZ', amountMinor: 500, currency: 'ZZZ' }
    const { data } = await shop.administrator.execute(createCoupon, { input })
    expect(data.createCoupon).toEqual({
      coupon: null,
      userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'currency'] }],
    })
    await givenCoupon({ amountMinor: 500, currency: 'eur' })
  })

  it('is made by administrators alone', async () => {
    const { errors } = await shop.world.person().execute(createCoupon, { input: { code: 'ABC', percent: 1 } })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
  })
})
