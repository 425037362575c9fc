import { randomBytes } from 'node:crypto'

import type Stripe from 'stripe'

/** Stripe's objects as far as the platform reads them; names and types are the SDK's. */
export type FakeSession = Pick<
  Stripe.Checkout.Session,
  | 'amount_total'
  | 'client_reference_id'
  | 'created'
  | 'currency'
  | 'id'
  | 'livemode'
  | 'metadata'
  | 'mode'
  | 'object'
  | 'payment_intent'
  | 'payment_status'
  | 'status'
  | 'url'
>
export type FakeIntent = Pick<
  Stripe.PaymentIntent,
  | 'amount'
  | 'amount_received'
  | 'created'
  | 'currency'
  | 'id'
  | 'last_payment_error'
  | 'livemode'
  | 'metadata'
  | 'object'
  | 'status'
>
export type FakeRefund = Pick<
  Stripe.Refund,
  'amount' | 'created' | 'currency' | 'id' | 'metadata' | 'object' | 'payment_intent' | 'status'
>
export type FakeDispute = Pick<
  Stripe.Dispute,
  'amount' | 'created' | 'currency' | 'id' | 'livemode' | 'object' | 'payment_intent' | 'status'
>
export type FakeObject = FakeSession | FakeIntent | FakeRefund | FakeDispute
export type FakeEvent = Pick<
  Stripe.Event,
  'api_version' | 'created' | 'id' | 'livemode' | 'object' | 'pending_webhooks' | 'request' | 'type'
> & { readonly data: { readonly object: FakeObject } }

/** Everything that one fake knows; a replaced object is a new value under its old id. */
export interface StripeBooks {
  readonly sessions: Map<string, FakeSession>
  readonly intents: Map<string, FakeIntent>
  readonly refunds: Map<string, FakeRefund>
  readonly disputes: Map<string, FakeDispute>
  /** The oldest first. */
  readonly events: FakeEvent[]
}

export function createStripeBooks(): StripeBooks {
  return { sessions: new Map(), intents: new Map(), refunds: new Map(), disputes: new Map(), events: [] }
}

export function createStripeId(prefix: string): string {
  return `${prefix}_test_${randomBytes(12).toString('hex')}`
}

/** Now, in the seconds that Stripe counts in. */
export function inSeconds(): number {
  return Math.floor(Date.now() / 1_000)
}

/** Notes that something happened. */
export function note({ events }: StripeBooks, type: Stripe.Event.Type, object: FakeObject): void {
  events.push({
    id: createStripeId('evt'),
    object: 'event',
    api_version: null,
    created: inSeconds(),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type,
  })
}
