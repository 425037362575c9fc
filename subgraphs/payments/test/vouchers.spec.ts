import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cancelOrder } from './operations.ts'
import { openShop } from './shop.ts'
import type { Shop } from './shop.ts'

const importVouchers = /* GraphQL */ `
  mutation ($csv: String!) {
    importVoucherPayments(input: { csv: $csv }) {
      paidOrders {
        id
        status
      }
      faults {
        line
        reason
      }
      userErrors {
        code
      }
    }
  }
`
const confirmVoucher = /* GraphQL */ `
  mutation ($input: ConfirmVoucherPaymentInput!) {
    confirmVoucherPayment(input: $input) {
      order {
        status
      }
      userErrors {
        code
        path
      }
    }
  }
`
const voucherStatus = /* GraphQL */ `
  query ($voucherNumber: String!) {
    voucherStatus(voucherNumber: $voucherNumber) {
      voucherNumber
      courses
      term
      fee {
        amountMinor
        currency
      }
      status
      changedAt
    }
  }
`

const confirmRefund = /* GraphQL */ `
  mutation ($refundId: ID!) {
    confirmVoucherRefund(input: { refundId: $refundId }) {
      refund {
        status
      }
      userErrors {
        code
        path
      }
    }
  }
`

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

/** `YYYY-MM-DD` of today, or so many days later. */
function dayFromNow(days: number): string {
  const time = shop.world.clock.now().getTime() + days * 24 * 60 * 60_000
  return new Date(time).toISOString().slice(0, 10)
}

async function givenVoucher() {
  const person = shop.world.person()
  const { courseId } = await shop.givenSeat(person)
  const { order } = await shop.checkOut(person, { courseIds: [courseId], provider: 'voucher' })
  expect(order).toMatchObject({ paymentStatus: 'OPEN', checkoutUrl: null })
  return { person, orderId: String(order.id), voucherNumber: String(order.voucherNumber) }
}

describe('a bank voucher', () => {
  it('tells its learner what it is for and whether it was paid, and nobody else', async () => {
    const { person, voucherNumber } = await givenVoucher()
    const { data } = await person.execute(voucherStatus, { voucherNumber })
    expect(data.voucherStatus).toEqual({
      voucherNumber,
      courses: ['Course'],
      term: expect.stringMatching(/^\d{4}-[12]$/),
      fee: { amountMinor: 4_900, currency: 'EUR' },
      status: 'OPEN',
      changedAt: expect.any(String),
    })
    const stranger = await shop.world.person().execute(voucherStatus, { voucherNumber })
    expect(stranger.data.voucherStatus).toBeNull()
  })

  it("is paid by the bank's file, once; lines that do not match are reported and book nothing", async () => {
    const [first, second] = [await givenVoucher(), await givenVoucher()]
    const csv = [
      'voucher_number,amount,currency,paid_on',
      `${first.voucherNumber},49.00,EUR,${dayFromNow(0)}`,
      `${second.voucherNumber},48.99,EUR,${dayFromNow(0)}`,
      `0000000019,49.00,EUR,${dayFromNow(0)}`,
      `${second.voucherNumber},49.001,EUR,${dayFromNow(0)}`,
    ].join('\r\n')
    for (let round = 0; round < 2; round += 1) {
      const { data } = await shop.administrator.execute(importVouchers, { csv })
      expect(data.importVoucherPayments).toMatchObject({
        paidOrders: [{ id: first.orderId, status: 'PAID' }],
        faults: [
          { line: 3, reason: 'amount_mismatch' },
          { line: 4, reason: 'malformed_voucher_number' },
          { line: 5, reason: 'The amount is not a decimal of EUR' },
        ],
      })
    }
    await eventually(async () => expect(await shop.eventsOf(first.orderId)).toHaveLength(1))
    expect(await shop.ledgerOf(first.orderId)).toHaveLength(2)
    expect(await shop.orderOf(second.person, second.orderId)).toMatchObject({ status: 'PENDING' })
  })

  it('that was paid on another day as well is reported: somebody paid twice', async () => {
    const { orderId, voucherNumber } = await givenVoucher()
    const csv = [
      'voucher_number,amount,currency,paid_on',
      `${voucherNumber},49.00,EUR,${dayFromNow(0)}`,
      `${voucherNumber},49.00,EUR,${dayFromNow(1)}`,
    ].join('\n')
    for (let round = 0; round < 2; round += 1) {
      const { data } = await shop.administrator.execute(importVouchers, { csv })
      expect(data.importVoucherPayments).toMatchObject({
        paidOrders: [{ id: orderId, status: 'PAID' }],
        faults: [{ line: 3, reason: 'paid_already' }],
      })
    }
    expect(await shop.ledgerOf(orderId)).toHaveLength(2)
  })

  it('is listed once, however often its line is in the file', async () => {
    const { orderId, voucherNumber } = await givenVoucher()
    const line = `${voucherNumber},49.00,EUR,${dayFromNow(0)}`
    const csv = ['voucher_number,amount,currency,paid_on', line, line].join('\n')
    const { data } = await shop.administrator.execute(importVouchers, { csv })
    expect(data.importVoucherPayments).toEqual({
      paidOrders: [{ id: orderId, status: 'PAID' }],
      faults: [],
      userErrors: [],
    })
  })

  it('was paid on a day between its order and now', async () => {
    const { person, orderId, voucherNumber } = await givenVoucher()
    const days = ['0000-01-01', dayFromNow(-2), dayFromNow(2), '9999-12-31']
    for (const paidOn of days) {
      const input = { voucherNumber, amountMinor: 4_900, currency: 'EUR', paidOn }
      const { data } = await shop.administrator.execute(confirmVoucher, { input })
      expect(data.confirmVoucherPayment).toEqual({
        order: null,
        userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'paidOn'] }],
      })
    }
    const csv = [
      'voucher_number,amount,currency,paid_on',
      ...days.map((paidOn) => `${voucherNumber},49.00,EUR,${paidOn}`),
    ].join('\n')
    const { data } = await shop.administrator.execute(importVouchers, { csv })
    expect(data.importVoucherPayments).toMatchObject({
      paidOrders: [],
      faults: [
        { line: 2, reason: 'paid_before_the_order' },
        { line: 3, reason: 'paid_before_the_order' },
        { line: 4, reason: 'paid_in_the_future' },
        { line: 5, reason: 'paid_in_the_future' },
      ],
    })
    expect(await shop.orderOf(person, orderId)).toMatchObject({ status: 'PENDING' })
  })

  it('is marked paid by administrators alone', async () => {
    const { person, voucherNumber } = await givenVoucher()
    const input = { voucherNumber, amountMinor: 4_900, currency: 'EUR', paidOn: dayFromNow(0) }
    const refused = await person.execute(confirmVoucher, { input })
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    const wrong = await shop.administrator.execute(confirmVoucher, { input: { ...input, amountMinor: 1 } })
    expect(wrong.data.confirmVoucherPayment.userErrors).toEqual([
      { code: 'VOUCHER_NOT_PAYABLE', path: ['input', 'voucherNumber'] },
    ])
    const { data } = await shop.administrator.execute(confirmVoucher, { input })
    expect(data.confirmVoucherPayment).toEqual({ order: { status: 'PAID' }, userErrors: [] })
  })

  it('goes back when an administrator says that the bank has made the refund, once', async () => {
    const { person, orderId, voucherNumber } = await givenVoucher()
    const paid = { voucherNumber, amountMinor: 4_900, currency: 'EUR', paidOn: dayFromNow(0) }
    await shop.administrator.execute(confirmVoucher, { input: paid })
    const { refund } = await shop.refund(person, { orderId })
    expect(refund.status).toBe('PENDING')
    expect(await shop.orderOf(person, orderId)).toMatchObject({
      status: 'PAID',
      refunds: [{ status: 'PENDING' }],
    })
    expect((await shop.eventsOf(orderId)).map(({ type }) => type)).toEqual(['payment.succeeded'])
    const period = { from: new Date(0), until: new Date(Date.now() + 60 * 60_000) }
    expect((await shop.world.subgraph.reconcile(period)).differences).toEqual([])

    const byBuyer = await person.execute(confirmRefund, { refundId: refund.id })
    expect(byBuyer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    for (let time = 0; time < 2; time += 1) {
      const { data } = await shop.administrator.execute(confirmRefund, { refundId: refund.id })
      expect(data.confirmVoucherRefund).toEqual({ refund: { status: 'SUCCEEDED' }, userErrors: [] })
    }
    expect(await shop.orderOf(person, orderId)).toMatchObject({
      status: 'REFUNDED',
      receipts: [{ kind: 'RECEIPT' }, { kind: 'CREDIT_NOTE' }],
    })
    expect((await shop.eventsOf(orderId)).map(({ type }) => type)).toEqual([
      'payment.succeeded',
      'payment.refunded',
    ])
    expect((await shop.world.subgraph.reconcile(period)).differences).toEqual([])
  })

  it('that is paid after its order has ended is booked, gives no access, and goes back through the bank', async () => {
    const { person, orderId, voucherNumber } = await givenVoucher()
    await person.execute(cancelOrder, { input: { orderId } })
    shop.world.clock.advance(31_000)
    await shop.untilOrder(person, orderId, { status: 'CANCELLED', paymentStatus: 'EXPIRED' })
    const csv = `voucher_number,amount,currency,paid_on\n${voucherNumber},49.00,EUR,${dayFromNow(0)}`
    for (let round = 0; round < 2; round += 1) {
      const { data } = await shop.administrator.execute(importVouchers, { csv })
      expect(data.importVoucherPayments).toMatchObject({
        paidOrders: [{ id: orderId, status: 'PAID' }],
        faults: [],
      })
    }
    const { refunds } = await shop.orderOf(person, orderId)
    expect(refunds).toMatchObject([{ status: 'PENDING', reason: 'ORDER_CLOSED' }])
    const [refund] = await shop.query<{ id: string }>('SELECT id FROM payments.refund WHERE order_id = $1', [
      orderId,
    ])
    const { data } = await shop.administrator.execute(confirmRefund, { refundId: refund?.id })
    expect(data.confirmVoucherRefund).toEqual({ refund: { status: 'SUCCEEDED' }, userErrors: [] })
    expect(await shop.orderOf(person, orderId)).toMatchObject({
      status: 'REFUNDED',
      receipts: [{ kind: 'RECEIPT' }, { kind: 'CREDIT_NOTE' }],
    })
    expect((await shop.eventsOf(orderId)).map(({ type }) => type)).toEqual([
      'payment.failed',
      'payment.refunded',
    ])
  })

  it('confirms no refund of another provider', async () => {
    const { person, orderId } = await shop.givenPaidOrder()
    const { refund } = await shop.refund(person, { orderId })
    const { data } = await shop.administrator.execute(confirmRefund, { refundId: refund.id })
    expect(data.confirmVoucherRefund.userErrors).toEqual([
      { code: 'VOUCHER_NOT_PAYABLE', path: ['input', 'refundId'] },
    ])
  })
})

describe('the sandbox', () => {
  it('has a page to pay on, which pays and sends the browser back', async () => {
    const person = shop.world.person()
    const { courseId } = await shop.givenSeat(person)
    const { order } = await shop.checkOut(person, { courseIds: [courseId] })
    const path = new URL(order.checkoutUrl).pathname
    const page = await shop.app.inject({ method: 'GET', url: path })
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain('49.00 EUR')
    const paid = await shop.app.inject({
      method: 'POST',
      url: `${path}/pay?copies=3&order=REVERSED`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    })
    expect([paid.statusCode, paid.headers.location]).toEqual([303, expect.stringContaining(order.id)])
    const { receipts } = await shop.untilOrder(person, order.id, { status: 'PAID' })
    const receipt = await shop.app.inject({ method: 'GET', url: new URL(receipts[0].url).pathname })
    expect([receipt.statusCode, receipt.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    const back = await shop.app.inject({
      method: 'GET',
      url: new URL(String(paid.headers.location)).pathname,
    })
    expect(back.statusCode).toBe(200)
  })
})
