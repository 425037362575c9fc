import { currencyExponent, currencySchema } from '@lyceum/kit'
import { z } from 'zod'

/** An amount in the currency's minor unit. */
export interface Money {
  readonly amountMinor: number
  /** ISO 4217. */
  readonly currency: string
}

/** The highest price of a course, in whole units of its currency. */
const maximumPrice = 1_000_000

/** A price above nothing; what costs nothing has no price. */
export const priceSchema = z
  .object({
    amountMinor: z.int().min(1, 'A price is above zero; a free course has none'),
    currency: currencySchema,
  })
  .refine(({ amountMinor, currency }) => amountMinor <= maximumPrice * 10 ** currencyExponent(currency), {
    path: ['amountMinor'],
    message: `A price is at most ${maximumPrice} of its currency`,
  })
