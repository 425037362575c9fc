/** Where a refund stands; the values of the `RefundStatus` enum. */
export enum RefundStatus {
  /** Held; the provider has not confirmed it yet. */
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
}

/** Why money goes back; the values of the `RefundReason` enum. */
export enum RefundReason {
  REQUESTED = 'REQUESTED',
  SEAT_GONE = 'SEAT_GONE',
  COURSE_GONE = 'COURSE_GONE',
  ENROLLMENT_CANCELLED = 'ENROLLMENT_CANCELLED',
  /** The access that was paid for had begun by other means. */
  ALREADY_ACTIVE = 'ALREADY_ACTIVE',
  ORDER_CLOSED = 'ORDER_CLOSED',
  PROVIDER = 'PROVIDER',
}

/** Which part of a refund belongs to which item. */
export interface RefundShare {
  readonly itemId: string
  readonly amountMinor: number
}

export interface RefundRecord {
  readonly id: string
  readonly orderId: string
  readonly status: RefundStatus
  readonly reason: RefundReason
  readonly amountMinor: number
  readonly allocation: readonly RefundShare[]
  readonly providerRefundId: string | null
  readonly requestedBy: string | null
  readonly failureReason: string | null
  readonly createdAt: Date
  readonly settledAt: Date | null
}
