/** Where an order stands; the values of the `OrderStatus` enum. */
export enum OrderStatus {
  PENDING = 'PENDING',
  PAID = 'PAID',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

/** Where an order's payment stands; the values of the `PaymentStatus` enum. */
export enum PaymentStatus {
  /** Our request was sent and no answer came: asked again with the same key until one comes. */
  UNKNOWN = 'UNKNOWN',
  OPEN = 'OPEN',
  PROCESSING = 'PROCESSING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  EXPIRED = 'EXPIRED',
}

export interface OrderRecord {
  readonly id: string
  readonly userId: string
  readonly status: OrderStatus
  readonly currency: string
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly totalMinor: number
  readonly couponId: string | null
  readonly provider: string
  /** Our name for the payment, which the provider keeps as its reference. */
  readonly paymentId: string
  readonly paymentStatus: PaymentStatus
  readonly checkoutId: string | null
  readonly checkoutUrl: string | null
  readonly voucherNumber: string | null
  readonly providerPaymentId: string | null
  readonly failureReason: string | null
  readonly capturedMinor: number
  readonly refundedMinor: number
  readonly createdAt: Date
  readonly paidAt: Date | null
  readonly version: bigint
}

export interface OrderItemRecord {
  readonly id: string
  readonly orderId: string
  readonly courseId: string
  readonly enrollmentId: string
  readonly title: string
  readonly priceMinor: number
  readonly discountMinor: number
  readonly amountMinor: number
  readonly refundedMinor: number
  readonly isOpen: boolean
}

/** The statuses of orders whose money arrived. */
const paidStatuses: ReadonlySet<OrderStatus> = new Set([
  OrderStatus.PAID,
  OrderStatus.PARTIALLY_REFUNDED,
  OrderStatus.REFUNDED,
])

export function isPaid({ status }: Pick<OrderRecord, 'status'>): boolean {
  return paidStatuses.has(status)
}

/** An enrolment of a new order is in another open one. */
export class EnrollmentOrderedError extends Error {
  override readonly name = 'EnrollmentOrderedError'
}
