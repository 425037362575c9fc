const dayMilliseconds = 24 * 60 * 60_000

/** Between which times a payment can have been made. */
export interface PaymentPeriod {
  /** When the order was placed; null when none is known. */
  readonly placedAt: Date | null
  readonly now: Date
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}

/**
 * Why nobody can have paid on that day; null when somebody can. A bank's day may be one earlier or later than that of the
 * server's clock, which is UTC.
 */
export function findDayFault(paidOn: string, { placedAt, now }: PaymentPeriod): string | null {
  if (paidOn > dayOf(now.getTime() + dayMilliseconds)) return 'paid_in_the_future'
  if (placedAt !== null && paidOn < dayOf(placedAt.getTime() - dayMilliseconds))
    return 'paid_before_the_order'
  return null
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
