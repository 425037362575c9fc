import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import type { Clock } from '../../clock/index.ts'
import type { DocumentStore } from '../document-store.ts'
import { capture, close, dispute, giveBack, openPayment } from '../hosted-payment.ts'
import type { HostedPayment } from '../hosted-payment.ts'
import { InvalidWebhookError, ProviderRefusedError } from '../index.ts'
import type { DisputeState, PaymentLookup, PaymentProvider, ProviderEvent } from '../index.ts'
import { sandboxRoutes } from './checkout-page.ts'
import { createDelivery, sendOverHttp } from './delivery.ts'
import type { DeliveryPlan, SandboxEvent, SendWebhook } from './delivery.ts'
import { verifyWebhook } from './webhook-signature.ts'

export type { DeliveryPlan, SandboxEvent, SendWebhook }
export { signWebhook, signatureHeader } from './webhook-signature.ts'

/** A payment and what happened to it. */
export interface SandboxDocument extends HostedPayment {
  readonly events: readonly SandboxEvent[]
}

export interface SandboxOptions {
  readonly store: DocumentStore<SandboxDocument>
  /** Signs the webhooks; asked late, so that a schema can be printed without secrets. */
  readonly secret: () => string
  readonly clock: Clock
  /** The platform's address; asked late, because a port is known only after listening. */
  readonly publicUrl: () => string
  /** @default an HTTP request to `<publicUrl>/payments/webhooks/sandbox` */
  readonly send?: SendWebhook
  /** Whether webhooks wait for `deliver`. @default false */
  readonly isDeliveredOnDemand?: boolean
}

/** A provider with levers. */
export interface SandboxProvider extends PaymentProvider {
  /** What the payer does on the checkout page. Resolves when the webhooks are sent. */
  pay(checkoutId: string, plan?: DeliveryPlan): Promise<SandboxDocument>
  decline(checkoutId: string, plan?: DeliveryPlan): Promise<SandboxDocument>
  /** What the payer's bank does. One dispute a payment. */
  dispute(checkoutId: string, state: DisputeState): Promise<SandboxDocument>
  find(checkoutId: string): Promise<SandboxDocument | null>
  deliver(events: readonly SandboxEvent[], plan?: DeliveryPlan): Promise<void>
}

const eventSchema = z.object({ eventId: z.string(), type: z.string(), checkoutId: z.string() })
const checkoutPrefix = 'sbx_'
const paymentPrefix = 'sbp_'

/** A payment provider inside the platform: no account, no network, no money. */
export function createSandboxProvider(options: SandboxOptions): SandboxProvider {
  const { store, secret, clock, publicUrl, isDeliveredOnDemand = false } = options
  const send = options.send ?? sendOverHttp(() => `${publicUrl()}/payments/webhooks/sandbox`)
  const deliver = createDelivery({ secret, clock, send })

  /** Applies a change, notes what happened when something did, and tells it. */
  async function change(
    checkoutId: string,
    type: SandboxEvent['type'],
    { apply, plan }: { apply: (payment: HostedPayment) => HostedPayment; plan?: DeliveryPlan | undefined },
  ): Promise<SandboxDocument> {
    let news: readonly SandboxEvent[] = []
    const changed = await store.change(checkoutId, (before) => {
      const after = { ...before, ...apply(before) }
      if (JSON.stringify(after) === JSON.stringify(before)) {
        news = []
        return before
      }
      const events = [...before.events, createEvent(type, checkoutId)]
      // The first thing the payer does tells the beginning too: two webhooks that can change places.
      news = before.events.length === 1 ? events : events.slice(-1)
      return { ...after, events }
    })
    if (changed === null) throw new ProviderRefusedError('no_such_checkout')
    if (!isDeliveredOnDemand) await deliver(news, plan)
    return changed
  }

  const sandbox: SandboxProvider = {
    name: 'sandbox',
    async createCheckout(request) {
      const id = createId(checkoutPrefix)
      const kept = await store.insert({
        id,
        key: request.idempotencyKey,
        createdAt: clock.now(),
        document: { ...openPayment(id, request), events: [createEvent('payment.created', id)] },
      })
      const url = `${publicUrl()}/payments/sandbox/checkout/${kept.checkoutId}`
      return { checkoutId: kept.checkoutId, url, voucherNumber: null }
    },
    async expireCheckout(checkoutId) {
      await change(checkoutId, 'payment.expired', {
        apply: (payment) => close(payment, { state: 'EXPIRED', reason: 'checkout_expired' }),
      })
    },
    findPayment: (lookup) => store.find(toCheckoutId(lookup)),
    async refund(request) {
      const { refunds } = await change(request.checkoutId, 'payment.refunded', {
        apply: (payment) => giveBack(payment, { refundId: createId('sbr_'), state: 'SUCCEEDED' }, request),
      })
      const made = refunds.find(({ reference }) => reference === request.reference)
      if (made === undefined) throw new Error(`Refund ${request.reference} was not kept`)
      return made
    },
    async *listPayments(period) {
      yield* await store.list(period)
    },
    readWebhook(request): ProviderEvent {
      verifyWebhook(secret(), request)
      const { eventId, type, checkoutId } = readEvent(request.rawBody)
      return { eventId, type, lookup: { checkoutId } }
    },
    pay: (checkoutId, plan) =>
      change(checkoutId, 'payment.succeeded', {
        apply: (payment) => capture(payment, checkoutId.replace(checkoutPrefix, paymentPrefix)),
        plan,
      }),
    decline: (checkoutId, plan) =>
      change(checkoutId, 'payment.failed', {
        apply: (payment) => close(payment, { state: 'FAILED', reason: 'card_declined' }),
        plan,
      }),
    dispute: (checkoutId, state) =>
      change(checkoutId, state === 'OPEN' ? 'payment.disputed' : 'payment.dispute_closed', {
        apply: (payment) => dispute(payment, checkoutId.replace(checkoutPrefix, 'sbd_'), state),
      }),
    find: (checkoutId) => store.find(checkoutId),
    deliver,
  }
  return { ...sandbox, routes: sandboxRoutes(sandbox) }
}

function toCheckoutId(lookup: PaymentLookup): string {
  return 'checkoutId' in lookup ? lookup.checkoutId : lookup.paymentId.replace(paymentPrefix, checkoutPrefix)
}

function createEvent(type: SandboxEvent['type'], checkoutId: string): SandboxEvent {
  return { eventId: createId('sbe_'), type, checkoutId }
}

function createId(prefix: string): string {
  return prefix + randomBytes(16).toString('hex')
}

function readEvent(rawBody: Buffer): z.output<typeof eventSchema> {
  try {
    return eventSchema.parse(JSON.parse(rawBody.toString()))
  } catch (cause) {
    throw new InvalidWebhookError('The body is no event of the sandbox', { cause })
  }
}
