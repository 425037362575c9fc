import {
  BasicUserError,
  UserErrorCode,
  checkInput,
  currencySchema,
  fail,
  isAdministrator,
  requirePermission,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { PaymentsContext } from '../context.ts'
import type { PaymentsServices } from '../services.ts'
import type { CouponRecord } from './coupon.repository.ts'

const limit = z
  .int()
  .min(1)
  .nullish()
  .transform((value) => value ?? null)

const inputSchema = z
  .object({
    code: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9-]{3,40}$/, 'Use 3 to 40 letters, digits and dashes'),
    percent: z
      .int()
      .min(1)
      .max(100)
      .nullish()
      .transform((value) => value ?? null),
    amountMinor: limit,
    currency: currencySchema.nullish().transform((value) => value ?? null),
    usageLimit: limit,
    userUsageLimit: limit,
    expiresAt: z
      .date()
      .nullish()
      .transform((value) => value ?? null),
  })
  .refine(({ percent, amountMinor }) => (percent === null) !== (amountMinor === null), {
    message: 'Give either percent, or amountMinor and currency',
    path: ['percent'],
  })
  .refine(({ amountMinor, currency }) => (amountMinor === null) === (currency === null), {
    message: 'An amount has a currency',
    path: ['currency'],
  })

/** Makes a coupon. For administrators. */
export async function createCoupon(
  services: PaymentsServices,
  context: PaymentsContext,
  input: unknown,
): Promise<Outcome<{ coupon: CouponRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const coupon = await services.coupons.insertCoupon(checked.value)
  if (coupon !== null) return succeed({ coupon })
  const message = 'There is a coupon with this code'
  return fail(new BasicUserError(UserErrorCode.COUPON_CODE_TAKEN, message, ['input', 'code']))
}
