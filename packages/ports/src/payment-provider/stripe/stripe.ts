import Stripe from 'stripe'

import { InvalidWebhookError, ProviderRefusedError, webhookToleranceSeconds } from '../index.ts'
import type { PaymentLookup, PaymentProvider, ProviderPayment } from '../index.ts'
import { toStripeAmount } from './stripe-amount.ts'
import { toLookup } from './stripe-event.ts'
import { toProviderPayment, toRefund } from './stripe-state.ts'

export interface StripeOptions {
  readonly secretKey: string
  /** Of the webhook endpoint (`whsec_...`). */
  readonly webhookSecret: string
  /** Where Stripe is, for a mock of it. @default Stripe */
  readonly host?: string
  /** @default 443 */
  readonly port?: number
  /** @default 'https' */
  readonly protocol?: 'http' | 'https'
}

/** Stripe Checkout: the payer pays on Stripe's page. */
export function createStripeProvider(options: StripeOptions): PaymentProvider {
  const { secretKey, webhookSecret, host, port, protocol } = options
  const stripe = new Stripe(secretKey, {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(protocol !== undefined && { protocol }),
    maxNetworkRetries: 2,
    telemetry: false,
    timeout: 20_000,
  })

  /** Everything around a payment intent, and the checkout it belongs to where that is known. */
  async function describe(
    session: Stripe.Checkout.Session | null,
    intentId: string | null,
  ): Promise<ProviderPayment | null> {
    if (intentId === null) return toProviderPayment({ session, intent: null, refunds: [], disputes: [] })
    const of = { payment_intent: intentId, limit: 100 }
    const [intent, refunds, disputes] = await Promise.all([
      stripe.paymentIntents.retrieve(intentId),
      stripe.refunds.list(of).autoPagingToArray({ limit: 1_000 }),
      stripe.disputes.list(of).autoPagingToArray({ limit: 1_000 }),
    ])
    // Stripe lists the newest first.
    return toProviderPayment({ session, intent, refunds: refunds.toReversed(), disputes })
  }

  async function findSession(lookup: PaymentLookup): Promise<Stripe.Checkout.Session | null> {
    if ('checkoutId' in lookup) return await stripe.checkout.sessions.retrieve(lookup.checkoutId)
    const { data } = await stripe.checkout.sessions.list({ payment_intent: lookup.paymentId, limit: 1 })
    return data[0] ?? null
  }

  return {
    name: 'stripe',
    async createCheckout(request) {
      const { currency, description, idempotencyKey, reference, returnUrl } = request
      const session = await refusing(
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: reference,
            metadata: { reference },
            payment_intent_data: { description, metadata: { reference } },
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: currency.toLowerCase(),
                  unit_amount: toStripeAmount(request),
                  product_data: { name: description },
                },
              },
            ],
            success_url: returnUrl,
            cancel_url: returnUrl,
          },
          { idempotencyKey },
        ),
      )
      return { checkoutId: session.id, url: session.url, voucherNumber: null }
    },
    async expireCheckout(checkoutId) {
      await refusing(stripe.checkout.sessions.expire(checkoutId))
    },
    async findPayment(lookup) {
      try {
        const session = await findSession(lookup)
        return await describe(session, idOf(session?.payment_intent) ?? intentIdOf(lookup))
      } catch (error) {
        if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return null
        throw error
      }
    },
    async refund(request) {
      const { idempotencyKey, paymentId, reference } = request
      const parameters = {
        payment_intent: paymentId,
        amount: toStripeAmount(request),
        metadata: { reference },
      }
      return toRefund(await refusing(stripe.refunds.create(parameters, { idempotencyKey })))
    },
    async *listPayments({ from, until }) {
      const created = { gte: toSeconds(from), lt: toSeconds(until) }
      for await (const session of stripe.checkout.sessions.list({ created, limit: 100 })) {
        const payment = await describe(session, idOf(session.payment_intent))
        if (payment !== null) yield payment
      }
    },
    readWebhook({ headers, rawBody, receivedAt }) {
      const signature = headers['stripe-signature']
      if (typeof signature !== 'string') throw new InvalidWebhookError('There is no signature')
      try {
        const event = stripe.webhooks.constructEvent(
          rawBody,
          signature,
          webhookSecret,
          webhookToleranceSeconds,
          undefined,
          receivedAt.getTime(),
        )
        return { eventId: event.id, type: event.type, lookup: toLookup(event) }
      } catch (cause) {
        throw new InvalidWebhookError('The webhook does not hold', { cause })
      }
    },
  }
}

/** Tells a refusal that stays one from an outcome that is not known. */
async function refusing<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (cause) {
    const isRefusal =
      cause instanceof Stripe.errors.StripeInvalidRequestError ||
      cause instanceof Stripe.errors.StripeCardError
    if (!isRefusal) throw cause
    throw new ProviderRefusedError(cause.code ?? cause.type, { cause })
  }
}

function idOf(expandable: string | { readonly id: string } | null | undefined): string | null {
  if (expandable == null) return null
  return typeof expandable === 'string' ? expandable : expandable.id
}

function intentIdOf(lookup: PaymentLookup): string | null {
  return 'paymentId' in lookup ? lookup.paymentId : null
}

function toSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1_000)
}
