import type { PaymentProvider, ProviderPayment } from '@lyceum/ports/payment-provider'

import type { OrderBalance } from '../ledger/ledger.repository.ts'
import type { OrderRecord } from '../order/order.ts'
import { RefundStatus } from '../refund/refund.ts'
import type { PaymentsServices } from '../services.ts'

export type DifferenceKind =
  /** The provider has a payment that we do not know. */
  | 'UNKNOWN_TO_US'
  /** We have a checkout that the provider does not know. */
  | 'UNKNOWN_TO_PROVIDER'
  | 'AMOUNT'
  | 'CAPTURED'
  | 'REFUNDED'
  | 'LEDGER_CAPTURED'
  | 'LEDGER_REFUNDED'
  | 'LEDGER_UNBALANCED'

export interface Difference {
  readonly kind: DifferenceKind
  readonly provider: string | null
  readonly orderId: string | null
  readonly checkoutId: string | null
  /** What the other side says, in minor units. */
  readonly expected: string
  /** What we say. */
  readonly actual: string
}

export interface Period {
  readonly from: Date
  readonly until: Date
}

export interface ReconciliationReport extends Period {
  readonly comparedCount: number
  /** Empty when everything agrees. Nothing was changed. */
  readonly differences: readonly Difference[]
}

type Services = Pick<PaymentsServices, 'orders' | 'ledger' | 'providers' | 'refunds'>

/** Compares orders and ledger with what every provider says of a time. Finds and reports; people decide. */
export async function reconcile(services: Services, period: Period): Promise<ReconciliationReport> {
  const differences: Difference[] = []
  let comparedCount = 0
  for (const provider of services.providers.values()) {
    const orders = await services.orders.listOrdersOfProvider(provider.name, period)
    const payments = await listByReference(provider, period)
    const balances = await services.ledger.listBalances(orders.map(({ id }) => id))
    const refunds = await services.refunds.listRefunds(orders.map(({ id }) => id))
    comparedCount += orders.length
    for (const order of orders) {
      const balance = balances.find(({ orderId }) => orderId === order.id)
      const pendingMinor = refunds
        .filter(({ orderId, status }) => orderId === order.id && status === RefundStatus.PENDING)
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
      const books = { capturedMinor: 0, refundedMinor: 0, ...balance, pendingMinor }
      differences.push(...compareOrder(order, payments.get(order.paymentId), books))
      payments.delete(order.paymentId)
    }
    differences.push(...(await listStrangers(services, provider, payments)))
  }
  differences.push(...(await compareTotals(services)))
  return { ...period, comparedCount, differences }
}

async function listByReference(provider: PaymentProvider, period: Period) {
  const payments = new Map<string, ProviderPayment>()
  for await (const payment of provider.listPayments(period)) {
    payments.set(payment.reference ?? payment.checkoutId ?? '', payment)
  }
  return payments
}

/** What our books say of one order. */
export interface OrderBooks extends Pick<OrderBalance, 'capturedMinor' | 'refundedMinor'> {
  /** Held for refunds that were not made yet. */
  readonly pendingMinor: number
}

/** Where one order differs. Also used on its own: it knows nothing of where the three accounts came from. */
export function compareOrder(
  order: OrderRecord,
  payment: ProviderPayment | undefined,
  books: OrderBooks,
): readonly Difference[] {
  const { capturedMinor, refundedMinor, totalMinor } = order
  const differs = (kind: DifferenceKind, expected: number | string, actual: number | string) =>
    expected === actual
      ? []
      : [{ ...nameOf(order), kind, expected: String(expected), actual: String(actual) }]
  const inBooks = [
    ...differs('LEDGER_CAPTURED', books.capturedMinor, capturedMinor),
    // What is only held for a refund is booked when it goes.
    ...differs('LEDGER_REFUNDED', books.refundedMinor, refundedMinor - books.pendingMinor),
  ]
  if (payment === undefined) {
    return order.checkoutId === null
      ? inBooks
      : [...differs('UNKNOWN_TO_PROVIDER', '', totalMinor), ...inBooks]
  }
  const refunded = payment.refunds
    .filter(({ state }) => state !== 'FAILED')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return [
    ...differs('AMOUNT', `${payment.amountMinor} ${payment.currency}`, `${totalMinor} ${order.currency}`),
    ...differs('CAPTURED', payment.capturedMinor, capturedMinor),
    ...differs('REFUNDED', refunded, refundedMinor),
    ...inBooks,
  ]
}

function nameOf({ provider, id: orderId, checkoutId }: OrderRecord) {
  return { provider, orderId, checkoutId }
}

/** Payments of the time that no order of the time has. An order from just before the time is no stranger. */
async function listStrangers(
  { orders }: Services,
  { name: provider }: PaymentProvider,
  payments: ReadonlyMap<string, ProviderPayment>,
): Promise<readonly Difference[]> {
  const strangers: Difference[] = []
  for (const [reference, { checkoutId, amountMinor, currency }] of payments) {
    if ((await orders.findOrderIdByPayment(reference)) !== null) continue
    const expected = `${amountMinor} ${currency}`
    strangers.push({ kind: 'UNKNOWN_TO_US', provider, orderId: null, checkoutId, expected, actual: '' })
  }
  return strangers
}

async function compareTotals({ ledger }: Services): Promise<readonly Difference[]> {
  const totals = await ledger.listTotals()
  return totals
    .filter(({ amountMinor }) => amountMinor !== 0n)
    .map(({ amountMinor, currency }) => ({
      kind: 'LEDGER_UNBALANCED',
      provider: null,
      orderId: null,
      checkoutId: null,
      expected: `0 ${currency}`,
      actual: `${amountMinor} ${currency}`,
    }))
}
