import type { FastifyPluginAsync } from 'fastify'

/** An amount in the minor unit of its currency (ISO 4217): cents of EUR, whole yen of JPY, fils of KWD. Never a fraction. */
export interface Amount {
  readonly amountMinor: number
  readonly currency: string
}

/** What is to be paid. */
export interface CheckoutRequest extends Amount {
  /** Our id of the payment. The provider keeps it and names it whenever it speaks of the payment. */
  readonly reference: string
  /** The same key again is the same checkout, also when we never saw the first answer. */
  readonly idempotencyKey: string
  /** What the payer reads. */
  readonly description: string
  /** Where the payer's browser goes afterwards. */
  readonly returnUrl: string
}

/** A place to pay. */
export interface Checkout {
  readonly checkoutId: string
  /** Where the payer goes; null when there is no page. */
  readonly url: string | null
  /** What the payer gives their bank; null where there are no vouchers. */
  readonly voucherNumber: string | null
}

/**
 * Where a payment stands. `OPEN` and `PROCESSING` may still become any other; `SUCCEEDED` stays, whatever refunds and
 * disputes come on top.
 */
export type PaymentState = 'OPEN' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'EXPIRED'
export type RefundState = 'PENDING' | 'SUCCEEDED' | 'FAILED'
export type DisputeState = 'OPEN' | 'WON' | 'LOST'

export interface ProviderRefund {
  readonly refundId: string
  /** Our id of the refund; null for one that was not made by us. */
  readonly reference: string | null
  readonly amountMinor: number
  readonly state: RefundState
}

export interface ProviderDispute {
  readonly disputeId: string
  readonly amountMinor: number
  readonly state: DisputeState
}

/** Everything the provider knows of a payment at one moment. */
export interface ProviderPayment extends Amount {
  readonly checkoutId: string | null
  /** The provider's id of the payment; null before there is one. */
  readonly paymentId: string | null
  readonly reference: string | null
  readonly state: PaymentState
  /** Why it failed, in the provider's words for programs. */
  readonly failureReason: string | null
  readonly capturedMinor: number
  readonly refunds: readonly ProviderRefund[]
  readonly disputes: readonly ProviderDispute[]
}

/** By which of its names a payment is asked for. */
export type PaymentLookup = { readonly checkoutId: string } | { readonly paymentId: string }

export interface RefundRequest extends Amount {
  readonly checkoutId: string
  readonly paymentId: string
  /** Our id of the refund. */
  readonly reference: string
  /** The same key again is the same refund. */
  readonly idempotencyKey: string
}

/** A webhook that holds. It says only that something happened to a payment: how it stands is asked. */
export interface ProviderEvent {
  readonly eventId: string
  readonly type: string
  /** Null when the event is about no payment. */
  readonly lookup: PaymentLookup | null
}

export interface WebhookRequest {
  /** The bytes as they came: the signature is over them. */
  readonly rawBody: Buffer
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly receivedAt: Date
}

/**
 * Somebody who takes money for us. Methods reject with `ProviderRefusedError` for a refusal that stays one, and with any
 * other error when the outcome is unknown: then the same call with the same key tells.
 */
export interface PaymentProvider {
  /** Stable: stored with every payment. */
  readonly name: string
  createCheckout(request: CheckoutRequest): Promise<Checkout>
  /** Ends a checkout that nobody paid; how it stands then says `findPayment`. Money that a bank sends comes all the same. */
  expireCheckout(checkoutId: string): Promise<void>
  findPayment(lookup: PaymentLookup): Promise<ProviderPayment | null>
  refund(request: RefundRequest): Promise<ProviderRefund>
  /** Every payment begun in the time, for reconciliation. */
  listPayments(period: { readonly from: Date; readonly until: Date }): AsyncIterable<ProviderPayment>
  /** @throws {InvalidWebhookError} when the signature, its age or the body does not hold */
  readWebhook(request: WebhookRequest): ProviderEvent
  /** Pages of a provider that lives inside the platform. */
  readonly routes?: FastifyPluginAsync
}

/** The oldest a webhook's signature may be, in seconds; a tolerance for clocks and queues, against replays. */
export const webhookToleranceSeconds = 300

/** The provider said no, and will say so again. */
export class ProviderRefusedError extends Error {
  override readonly name = 'ProviderRefusedError'

  /** @param reason the provider's word for programs */
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The payment provider refused: ${reason}`, options)
  }
}

/** What came is not from the provider, is too old, or was changed on its way. */
export class InvalidWebhookError extends Error {
  override readonly name = 'InvalidWebhookError'
}
