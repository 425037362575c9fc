import { isUniqueViolation } from '@lyceum/prisma'
import type { PrismaClient } from '@lyceum/prisma/payments'

export interface CouponRecord {
  readonly id: string
  readonly code: string
  readonly percent: number | null
  readonly amountMinor: number | null
  readonly currency: string | null
  readonly usageLimit: number | null
  readonly userUsageLimit: number | null
  readonly usageCount: number
  readonly expiresAt: Date | null
  readonly createdAt: Date
}

export type NewCoupon = Omit<CouponRecord, 'id' | 'usageCount' | 'createdAt'>

export type CouponRepository = ReturnType<typeof createCouponRepository>

export function createCouponRepository(client: Pick<PrismaClient, 'coupon' | '$queryRaw' | '$executeRaw'>) {
  return {
    async findCouponByCode(code: string): Promise<CouponRecord | null> {
      return await client.coupon.findUnique({ where: { code } })
    },

    /** Null when there is a coupon with the code. */
    async insertCoupon(coupon: NewCoupon): Promise<CouponRecord | null> {
      try {
        return await client.coupon.create({ data: coupon })
      } catch (error) {
        if (isUniqueViolation(error, 'code')) return null
        throw error
      }
    },

    /** Newest first. */
    async listCoupons(request: { readonly first: number; readonly after: readonly string[] | null }) {
      const [before] = request.after ?? []
      return await client.coupon.findMany({
        where: before === undefined ? {} : { id: { lt: before } },
        orderBy: { id: 'desc' },
        take: request.first + 1,
      })
    },

    /** Whether its total limit is reached. Without a lock: only redeeming decides. */
    async isUsedUp(id: string): Promise<boolean> {
      const rows = await client.$queryRaw<unknown[]>`
        SELECT id FROM payments.coupon WHERE id = ${id}::uuid AND usage_count >= usage_limit`
      return rows.length > 0
    },

    /** Uses a coupon once more, unless a limit is reached or it has expired: each limit is one guarded statement. */
    async redeem(coupon: CouponRecord, userId: string, now: Date): Promise<boolean> {
      const total = await client.$queryRaw<unknown[]>`
        UPDATE payments.coupon SET usage_count = usage_count + 1
        WHERE id = ${coupon.id}::uuid AND (usage_limit IS NULL OR usage_count < usage_limit)
          AND (expires_at IS NULL OR expires_at > ${now})
        RETURNING id`
      if (total.length === 0) return false
      const own = await client.$queryRaw<unknown[]>`
        INSERT INTO payments.coupon_usage AS used (coupon_id, user_id, usage_count)
        VALUES (${coupon.id}::uuid, ${userId}::uuid, 1)
        ON CONFLICT (coupon_id, user_id) DO UPDATE SET usage_count = used.usage_count + 1
        WHERE ${coupon.userUsageLimit}::int IS NULL OR used.usage_count < ${coupon.userUsageLimit}::int
        RETURNING coupon_id`
      return own.length > 0
    },

    /** Gives a use back: the order was never paid. */
    async release(couponId: string, userId: string): Promise<void> {
      await client.$executeRaw`
        UPDATE payments.coupon SET usage_count = usage_count - 1 WHERE id = ${couponId}::uuid`
      await client.$executeRaw`
        UPDATE payments.coupon_usage SET usage_count = usage_count - 1
        WHERE coupon_id = ${couponId}::uuid AND user_id = ${userId}::uuid`
    },
  }
}
