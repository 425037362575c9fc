import { allocate, percentOf } from '../money/allocate.ts'

/** A course at the price of this moment. */
export interface PricedCourse {
  readonly courseId: string
  readonly enrollmentId: string
  readonly title: string
  readonly amountMinor: number
}

/** What a coupon takes off. */
export type Discount = { readonly percent: number } | { readonly amountMinor: number }

export interface PricedItem {
  readonly courseId: string
  readonly enrollmentId: string
  readonly title: string
  readonly priceMinor: number
  readonly discountMinor: number
  readonly amountMinor: number
}

export interface PricedOrder {
  readonly items: readonly PricedItem[]
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly totalMinor: number
}

/** The prices of an order: a discount never exceeds what it is taken off, and is shared out by price. */
export function priceOrder(courses: readonly PricedCourse[], discount: Discount | null): PricedOrder {
  const prices = courses.map(({ amountMinor }) => amountMinor)
  const subtotalMinor = prices.reduce((sum, price) => sum + price, 0)
  const discountMinor = discount === null ? 0 : discountOf(subtotalMinor, discount)
  const shares = allocate(discountMinor, prices)
  const items = courses.map(({ courseId, enrollmentId, title, amountMinor: priceMinor }, index) => {
    const share = shares[index] ?? 0
    const amounts = { priceMinor, discountMinor: share, amountMinor: priceMinor - share }
    return { courseId, enrollmentId, title, ...amounts }
  })
  return { items, subtotalMinor, discountMinor, totalMinor: subtotalMinor - discountMinor }
}

function discountOf(subtotal: number, discount: Discount): number {
  const wanted = 'percent' in discount ? percentOf(subtotal, discount.percent) : discount.amountMinor
  return Math.min(subtotal, wanted)
}
