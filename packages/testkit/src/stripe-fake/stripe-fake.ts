import { setTimeout as pause } from 'node:timers/promises'

import Stripe from 'stripe'

import { disputePayment, payCheckout } from './stripe-actions.ts'
import { createStripeBooks } from './stripe-objects.ts'
import type { FakeEvent } from './stripe-objects.ts'
import { startStripeServer } from './stripe-server.ts'
import type { StripeServerOptions } from './stripe-server.ts'

export { startStripeMock } from './stripe-mock.ts'
export type { StripeMock } from './stripe-mock.ts'

export interface StripeFakeOptions extends StripeServerOptions {
  /** Signs webhooks. */
  readonly webhookSecret: string
}

/** How the events so far are sent. */
export interface StripeDelivery {
  /** Which of them, by their place in the log. @default all, as they happened */
  readonly order?: readonly number[]
  /** How often each is sent. @default 1 */
  readonly times?: number
  /** How long nothing is sent, in milliseconds. @default 0 */
  readonly delay?: number
  readonly send: (webhook: SignedStripeEvent) => Promise<unknown>
}

export interface SignedStripeEvent {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A Stripe with a memory, for the real SDK: sessions, intents, refunds, disputes, a table of keys and a log of events. */
export interface StripeFake extends AsyncDisposable {
  /** What the SDK is given to find it. */
  readonly address: { readonly host: string; readonly port: number; readonly protocol: 'http' }
  /** The oldest first. */
  readonly events: readonly FakeEvent[]
  /** What the payer does on Stripe's page. @throws {ProviderRefusedError} when the page is closed */
  pay(checkoutId: string): void
  /** What the payer's bank does. */
  dispute(checkoutId: string, status: 'needs_response' | 'won' | 'lost'): void
  /** Sends webhooks in any order, any number of times. */
  deliver(delivery: StripeDelivery): Promise<void>
  sign(event: unknown, options?: { readonly sentAt?: Date; readonly secret?: string }): SignedStripeEvent
}

export async function startStripeFake(options: StripeFakeOptions): Promise<StripeFake> {
  const books = createStripeBooks()
  const server = await startStripeServer(books, options)
  const { webhooks } = new Stripe('sk_test_123')

  function sign(
    event: unknown,
    { sentAt = new Date(), secret = options.webhookSecret }: { sentAt?: Date; secret?: string } = {},
  ): SignedStripeEvent {
    const payload = JSON.stringify(event)
    const timestamp = Math.floor(sentAt.getTime() / 1_000)
    const signature = webhooks.generateTestHeaderString({ payload, secret, timestamp })
    return { body: payload, headers: { 'stripe-signature': signature } }
  }

  return {
    address: { host: '127.0.0.1', port: server.port, protocol: 'http' },
    events: books.events,
    pay: (checkoutId) => payCheckout(books, checkoutId),
    dispute: (checkoutId, status) => disputePayment(books, checkoutId, status),
    async deliver({ order = books.events.map((_, index) => index), times = 1, delay = 0, send }) {
      if (delay > 0) await pause(delay)
      const sent = Array.from({ length: times }, () => order).flat()
      for (const index of sent) await send(sign(books.events.at(index)))
    },
    sign,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
