import type { OrderRecord } from '../order/order.ts'

/**
 * Where money is booked: what a provider owes us, what was earned, what was given away by coupons, what went back, what is
 * disputed, and what a dispute cost for good.
 */
export type Account = `provider:${string}` | 'revenue' | 'discounts' | 'refunds' | 'disputes' | 'losses'

export type MovementKind = 'CAPTURE' | 'REFUND' | 'DISPUTE_OPENED' | 'DISPUTE_WON' | 'DISPUTE_LOST'

/** Debits are positive, credits negative; the lines of a movement add up to zero. */
export interface LedgerLine {
  readonly account: Account
  readonly amountMinor: number
}

type Order = Pick<OrderRecord, 'provider' | 'discountMinor'>

/** What a movement books. Lines of nothing are left out. */
export function linesOf(kind: MovementKind, order: Order, amountMinor: number): readonly LedgerLine[] {
  const provider = `provider:${order.provider}` as const
  const lines = ((): readonly LedgerLine[] => {
    switch (kind) {
      case 'CAPTURE':
        return [
          { account: provider, amountMinor },
          { account: 'discounts', amountMinor: order.discountMinor },
          { account: 'revenue', amountMinor: -amountMinor - order.discountMinor },
        ]
      case 'REFUND':
        return move(provider, 'refunds', amountMinor)
      case 'DISPUTE_OPENED':
        return move(provider, 'disputes', amountMinor)
      case 'DISPUTE_WON':
        return move('disputes', provider, amountMinor)
      case 'DISPUTE_LOST':
        return move('disputes', 'losses', amountMinor)
    }
  })()
  return lines.filter((line) => line.amountMinor !== 0)
}

function move(from: Account, to: Account, amountMinor: number): readonly LedgerLine[] {
  return [
    { account: to, amountMinor },
    { account: from, amountMinor: -amountMinor },
  ]
}
