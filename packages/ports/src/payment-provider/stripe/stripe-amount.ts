import type { Amount } from '../index.ts'

/** Currencies without minor units that Stripe nevertheless counts in hundredths (docs.stripe.com/currencies, special cases). */
const inHundredths: ReadonlySet<string> = new Set(['ISK', 'UGX'])

/** An amount as Stripe counts it. */
export function toStripeAmount({ amountMinor, currency }: Amount): number {
  return inHundredths.has(currency.toUpperCase()) ? amountMinor * 100 : amountMinor
}

/** Stripe's amount in the minor unit of ISO 4217. */
export function fromStripeAmount(amount: number, currency: string): number {
  return inHundredths.has(currency.toUpperCase()) ? Math.round(amount / 100) : amount
}
