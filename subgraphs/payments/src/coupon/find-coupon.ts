import { BasicUserError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { Discount } from '../order/price-order.ts'
import type { PaymentsServices } from '../services.ts'
import type { CouponRecord } from './coupon.repository.ts'

export interface FoundCoupon {
  readonly coupon: CouponRecord | null
  readonly discount: Discount | null
}

const path = ['input', 'couponCode']

/** The coupon of a code, if it holds for the currency and the time. Whether uses are left is decided when it is redeemed. */
export async function findCoupon(
  { coupons, clock }: Pick<PaymentsServices, 'coupons' | 'clock'>,
  code: string | null,
  currency: string,
): Promise<Outcome<FoundCoupon>> {
  if (code === null) return succeed({ coupon: null, discount: null })
  const coupon = await coupons.findCouponByCode(code)
  if (coupon === null || (coupon.currency !== null && coupon.currency !== currency)) {
    return fail(new BasicUserError(UserErrorCode.COUPON_NOT_VALID, 'This coupon does not hold here', path))
  }
  if (coupon.expiresAt !== null && coupon.expiresAt <= clock.now()) {
    return fail(new BasicUserError(UserErrorCode.COUPON_EXPIRED, 'This coupon has expired', path))
  }
  return succeed({ coupon, discount: toDiscount(coupon) })
}

function toDiscount({ id, percent, amountMinor }: CouponRecord): Discount {
  if (percent !== null) return { percent }
  if (amountMinor !== null) return { amountMinor }
  throw new Error(`Coupon ${id} takes nothing off`)
}
