import { randomUUID } from 'node:crypto'

import { InvalidWebhookError, ProviderRefusedError } from '@lyceum/ports/payment-provider'
import type { CheckoutRequest, PaymentProvider } from '@lyceum/ports/payment-provider'
import { describe, expect, it, onTestFinished } from 'vitest'

/** A webhook as the provider would send it. */
export interface SignedWebhook {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A fresh provider under test. */
export interface PaymentProviderSubject extends AsyncDisposable {
  readonly provider: PaymentProvider
  /** What the payer does. */
  pay(checkoutId: string): Promise<void>
  /** Absent where nobody calls back. */
  signWebhook?(options: { readonly sentAt: Date; readonly secret?: string }): SignedWebhook
}

export interface PaymentProviderContractOptions {
  readonly name: string
  make(): Promise<PaymentProviderSubject>
  /** Nobody can keep a payer from sending money for a checkout that was ended. @default false */
  readonly hasLateMoney?: boolean
}

/** Registers the tests that every adapter of the payment provider port passes. */
export function paymentProviderContract({
  name,
  make,
  hasLateMoney = false,
}: PaymentProviderContractOptions): void {
  describe(`payment provider contract: ${name}`, () => {
    requestContract(make)
    paymentContract(make, hasLateMoney)
    webhookContract(make)
  })
}

type Make = PaymentProviderContractOptions['make']

function newCheckout(change: Partial<CheckoutRequest> = {}): CheckoutRequest {
  const reference = randomUUID()
  return {
    reference,
    idempotencyKey: reference,
    amountMinor: 4_900,
    currency: 'EUR',
    description: 'A course',
    returnUrl: 'https://school.example/orders/1',
    ...change,
  }
}

function requestContract(make: Make): void {
  it('makes a checkout, a refund and a list that the far end accepts', async () => {
    await using subject = await make()
    const { provider } = subject
    const request = newCheckout()
    const { checkoutId } = await provider.createCheckout(request)
    expect(checkoutId).not.toBe('')
    await subject.pay(checkoutId)
    const payment = await provider.findPayment({ checkoutId })
    expect(payment).not.toBeNull()
    const refund = await provider.refund({
      checkoutId,
      paymentId: payment?.paymentId ?? '',
      amountMinor: 900,
      currency: 'EUR',
      reference: randomUUID(),
      idempotencyKey: randomUUID(),
    })
    expect(refund.refundId).not.toBe('')
    const listed = provider.listPayments({ from: new Date(0), until: new Date('2100-01-01') })
    expect((await listed[Symbol.asyncIterator]().next()).done).toBe(false)
  })
}

function paymentContract(make: Make, hasLateMoney: boolean): void {
  async function openCheckout() {
    const subject = await make()
    onTestFinished(() => subject[Symbol.asyncDispose]())
    const { provider } = subject
    const request = newCheckout()
    const { checkoutId } = await provider.createCheckout(request)
    return { provider, pay: () => subject.pay(checkoutId), checkoutId, request }
  }

  it('gives the same checkout for the same key', async () => {
    const { provider, checkoutId, request } = await openCheckout()
    expect(await provider.createCheckout(request)).toMatchObject({ checkoutId })
    const other = await provider.createCheckout(newCheckout())
    expect(other.checkoutId).not.toBe(checkoutId)
  })

  it('knows our reference, the amount and that nothing was taken yet', async () => {
    const { provider, checkoutId, request } = await openCheckout()
    expect(await provider.findPayment({ checkoutId })).toMatchObject({
      checkoutId,
      reference: request.reference,
      amountMinor: 4_900,
      currency: 'EUR',
      state: 'OPEN',
      capturedMinor: 0,
    })
    expect(await provider.findPayment({ checkoutId: 'nothing' })).toBeNull()
  })

  it('takes the whole amount once, and is found by either of its names', async () => {
    const { provider, checkoutId, pay } = await openCheckout()
    await pay()
    await pay()
    const payment = await provider.findPayment({ checkoutId })
    expect(payment).toMatchObject({ state: 'SUCCEEDED', capturedMinor: 4_900 })
    expect(await provider.findPayment({ paymentId: payment?.paymentId ?? '' })).toEqual(payment)
  })

  it('gives back in parts, once for a key, and never more than was taken', async () => {
    const { provider, checkoutId, pay } = await openCheckout()
    await pay()
    const paymentId = (await provider.findPayment({ checkoutId }))?.paymentId ?? ''
    const refund = (reference: string, amountMinor: number) =>
      provider.refund({
        checkoutId,
        paymentId,
        amountMinor,
        currency: 'EUR',
        reference,
        idempotencyKey: reference,
      })
    const first = await refund('first', 4_000)
    expect(await refund('first', 4_000)).toEqual(first)
    await expect(refund('second', 901)).rejects.toBeInstanceOf(ProviderRefusedError)
    await refund('third', 900)
    const payment = await provider.findPayment({ checkoutId })
    expect(payment?.refunds.map(({ reference, amountMinor }) => [reference, amountMinor])).toEqual([
      ['first', 4_000],
      ['third', 900],
    ])
  })

  if (hasLateMoney) {
    it('takes the whole of what comes for a checkout that was ended, once', async () => {
      const { provider, checkoutId, pay } = await openCheckout()
      await provider.expireCheckout(checkoutId)
      expect(await provider.findPayment({ checkoutId })).toMatchObject({ state: 'EXPIRED', capturedMinor: 0 })
      await pay()
      await pay()
      await provider.expireCheckout(checkoutId)
      const payment = await provider.findPayment({ checkoutId })
      expect(payment).toMatchObject({ state: 'SUCCEEDED', failureReason: null, capturedMinor: 4_900 })
    })
  } else {
    it('takes no money for a checkout that was ended', async () => {
      const { provider, checkoutId, pay } = await openCheckout()
      await provider.expireCheckout(checkoutId)
      await expect(pay()).rejects.toBeInstanceOf(ProviderRefusedError)
      expect(await provider.findPayment({ checkoutId })).toMatchObject({ state: 'EXPIRED', capturedMinor: 0 })
    })
  }

  it('lists what was begun in a time', async () => {
    const { provider, checkoutId } = await openCheckout()
    const now = Date.now()
    const list = async (from: number, until: number) => {
      const ids: (string | null)[] = []
      for await (const payment of provider.listPayments({ from: new Date(from), until: new Date(until) })) {
        ids.push(payment.checkoutId)
      }
      return ids
    }
    expect(await list(now - 60_000, now + 60_000)).toEqual([checkoutId])
    expect(await list(now - 120_000, now - 60_000)).toEqual([])
  })
}

function webhookContract(make: Make): void {
  const sentAt = new Date('2026-03-01T12:00:00Z')
  const after = (seconds: number) => new Date(sentAt.getTime() + seconds * 1_000)

  it('accepts a webhook for 299 s over the bytes that were signed', async () => {
    await using subject = await make()
    const webhook = subject.signWebhook?.({ sentAt })
    if (webhook === undefined) return
    const request = { rawBody: Buffer.from(webhook.body), headers: webhook.headers }
    for (const seconds of [0, 299]) {
      const event = subject.provider.readWebhook({ ...request, receivedAt: after(seconds) })
      expect(event.eventId).not.toBe('')
      expect(event.lookup).not.toBeNull()
    }
  })

  it.each([
    ['is 301 s old', {}, 301],
    ['was changed on its way', { suffix: ' ' }, 0],
    ['was signed with another secret', { secret: 'whsec_of_somebody_else' }, 0],
    ['has no signature', { isBare: true }, 0],
  ])(
    'refuses a webhook that %s',
    async (_what, change: { suffix?: string; secret?: string; isBare?: boolean }, seconds) => {
      await using subject = await make()
      const { suffix = '', secret, isBare = false } = change
      const options = secret === undefined ? { sentAt } : { sentAt, secret }
      const { body, headers } = subject.signWebhook?.(options) ?? { body: '{}', headers: {} }
      const rawBody = Buffer.from(body + suffix)
      const request = { rawBody, headers: isBare ? {} : headers, receivedAt: after(seconds) }
      expect(() => subject.provider.readWebhook(request)).toThrow(InvalidWebhookError)
    },
  )
}
