import { createManualClock } from '@lyceum/ports/clock'
import { createMemoryStore } from '@lyceum/ports/payment-provider/memory-store'
import { createSandboxProvider, signWebhook, signatureHeader } from '@lyceum/ports/payment-provider/sandbox'
import { createStripeProvider } from '@lyceum/ports/payment-provider/stripe-checkout'
import { createVoucherProvider } from '@lyceum/ports/payment-provider/voucher'
import { readTestEnvironment } from '@lyceum/testkit/environment'
import { paymentProviderContract } from '@lyceum/testkit/contracts/payment-provider'
import type { PaymentProviderSubject } from '@lyceum/testkit/contracts/payment-provider'
import { startStripeFake, startStripeMock } from '@lyceum/testkit/stripe-fake'
import type { StripeMock } from '@lyceum/testkit/stripe-fake'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const { isContinuousIntegration, stripeMock } = readTestEnvironment()
const secret = 'whsec_of_tests'
const clock = createManualClock(new Date())
const nothingToClose = { [Symbol.asyncDispose]: () => Promise.resolve() }

paymentProviderContract({
  name: 'sandbox',
  async make() {
    const provider = createSandboxProvider({
      store: createMemoryStore(),
      secret: () => secret,
      clock,
      publicUrl: () => 'http://school.example',
      isDeliveredOnDemand: true,
    })
    return {
      ...nothingToClose,
      provider,
      pay: async (checkoutId) => void (await provider.pay(checkoutId)),
      signWebhook({ sentAt, secret: key = secret }) {
        const body = JSON.stringify({ eventId: 'sbe_1', type: 'payment.succeeded', checkoutId: 'sbx_1' })
        return { body, headers: { [signatureHeader]: signWebhook(key, body, sentAt) } }
      },
    }
  },
})

paymentProviderContract({
  name: 'voucher',
  hasLateMoney: true,
  async make() {
    const provider = createVoucherProvider({ store: createMemoryStore(), clock })
    return {
      ...nothingToClose,
      provider,
      async pay(voucherNumber) {
        const paid = { voucherNumber, amountMinor: 4_900, currency: 'EUR', paidOn: '2026-03-01' }
        await provider.markPaid(paid)
      },
    }
  },
})

if (stripeMock === null && isContinuousIntegration) {
  it('finds stripe-mock on the PATH', () => expect.fail('go install github.com/stripe/stripe-mock@latest'))
}

paymentProviderContract({ name: 'stripe', make: () => startStripe() })
describe.skipIf(stripeMock === null)('in the eyes of stripe-mock', () => {
  let mock: StripeMock
  beforeAll(async () => {
    mock = await startStripeMock(stripeMock ?? '')
  })
  afterAll(() => mock[Symbol.asyncDispose]())

  paymentProviderContract({ name: 'stripe', make: () => startStripe({ acceptedBy: mock.url }) })
})

describe('the fake of Stripe', () => {
  it('refuses a key that stands for another request, as Stripe does', async () => {
    await using fake = await startStripeFake({ webhookSecret: secret })
    const stripe = new Stripe('sk_test_123', { ...fake.address, maxNetworkRetries: 0 })
    const create = (amount: number) =>
      stripe.refunds.create({ payment_intent: 'pi_1', amount }, { idempotencyKey: 'once' })
    await expect(create(1)).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    await expect(create(2)).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  })
})

async function startStripe(options: { readonly acceptedBy?: string } = {}): Promise<PaymentProviderSubject> {
  const fake = await startStripeFake({ webhookSecret: secret, ...options })
  const provider = createStripeProvider({
    secretKey: 'sk_test_123',
    webhookSecret: secret,
    ...fake.address,
  })
  return {
    provider,
    pay: async (checkoutId) => fake.pay(checkoutId),
    signWebhook(when) {
      const object = { id: 'pi_1', object: 'payment_intent' }
      return fake.sign(
        { id: 'evt_1', object: 'event', type: 'payment_intent.succeeded', data: { object } },
        when,
      )
    },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  }
}
