import type { Clock } from '../../clock/index.ts'
import type { DocumentStore } from '../document-store.ts'
import { capture, close, giveBack, openPayment } from '../hosted-payment.ts'
import type { HostedPayment } from '../hosted-payment.ts'
import { InvalidWebhookError, ProviderRefusedError } from '../index.ts'
import type { Amount, PaymentProvider } from '../index.ts'

export { readVoucherNumber } from './voucher-number.ts'
import { toVoucherNumber } from './voucher-number.ts'

/** A payment by bank voucher; its id is the voucher's number. */
export interface VoucherDocument extends HostedPayment {
  /** When the bank says it was paid, `YYYY-MM-DD`; null before. */
  readonly paidOn: string | null
}

export interface VoucherOptions {
  readonly store: DocumentStore<VoucherDocument>
  readonly clock: Clock
}

export interface VoucherPayment extends Amount {
  readonly voucherNumber: string
  /** `YYYY-MM-DD` */
  readonly paidOn: string
}

export interface VoucherProvider extends PaymentProvider {
  /**
   * What the bank's statement says. The same line again changes nothing, one of another day is a second payment that people have
   * to look after. One that has expired is paid all the same, for the bank has the money.
   * @throws {ProviderRefusedError} `no_such_voucher`, `amount_mismatch`, `currency_mismatch`, `paid_already`
   */
  markPaid(payment: VoucherPayment): Promise<VoucherDocument>
  /**
   * The bank has given a refund back. Said twice is said once.
   * @throws {ProviderRefusedError} `no_such_voucher`, `no_such_refund`
   */
  markRefunded(refund: {
    readonly voucherNumber: string
    readonly reference: string
  }): Promise<VoucherDocument>
}

/**
 * Numbered vouchers that are paid at a bank. Nobody calls us back: an administrator or the bank's file says what was paid.
 * A refund is an order to the bank, pending until somebody says that the bank has made it.
 */
export function createVoucherProvider({ store, clock }: VoucherOptions): VoucherProvider {
  async function change(
    voucherNumber: string,
    apply: (document: VoucherDocument) => VoucherDocument,
  ): Promise<VoucherDocument> {
    const changed = await store.change(voucherNumber, apply)
    if (changed === null) throw new ProviderRefusedError('no_such_voucher')
    return changed
  }

  return {
    name: 'voucher',
    async createCheckout(request) {
      const voucherNumber = toVoucherNumber(await store.takeNumber())
      const { checkoutId } = await store.insert({
        id: voucherNumber,
        key: request.idempotencyKey,
        createdAt: clock.now(),
        document: { ...openPayment(voucherNumber, request), paidOn: null },
      })
      return { checkoutId, url: null, voucherNumber: checkoutId }
    },
    async expireCheckout(checkoutId) {
      await change(checkoutId, (payment) => ({
        ...payment,
        ...close(payment, { state: 'EXPIRED', reason: 'voucher_expired' }),
      }))
    },
    findPayment: (lookup) => store.find('checkoutId' in lookup ? lookup.checkoutId : lookup.paymentId),
    async refund(request) {
      const { refunds } = await change(request.checkoutId, (payment) => ({
        ...payment,
        ...giveBack(
          payment,
          { refundId: `${request.checkoutId}-${payment.refunds.length + 1}`, state: 'PENDING' },
          request,
        ),
      }))
      const made = refunds.find(({ reference }) => reference === request.reference)
      if (made === undefined) throw new Error(`Refund ${request.reference} was not kept`)
      return made
    },
    async *listPayments(period) {
      yield* await store.list(period)
    },
    readWebhook() {
      throw new InvalidWebhookError('Banks do not call us')
    },
    markRefunded: ({ voucherNumber, reference }) =>
      change(voucherNumber, (payment) => {
        const isKnown = payment.refunds.some((refund) => refund.reference === reference)
        if (!isKnown) throw new ProviderRefusedError('no_such_refund')
        const refunds = payment.refunds.map((refund) =>
          refund.reference === reference ? { ...refund, state: 'SUCCEEDED' as const } : refund,
        )
        return { ...payment, refunds }
      }),
    markPaid: ({ voucherNumber, amountMinor, currency, paidOn }) =>
      change(voucherNumber, (payment) => {
        if (payment.currency !== currency) throw new ProviderRefusedError('currency_mismatch')
        if (payment.amountMinor !== amountMinor) throw new ProviderRefusedError('amount_mismatch')
        if (payment.state === 'SUCCEEDED') {
          if (payment.paidOn !== paidOn) throw new ProviderRefusedError('paid_already')
          return payment
        }
        const payable = { ...payment, state: 'OPEN', failureReason: null } as const
        return { ...payable, ...capture(payable, voucherNumber), paidOn }
      }),
  }
}
