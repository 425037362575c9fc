import { randomUUID } from 'node:crypto'

import { input, none } from './harness/policy-call.ts'
import type { Arguments } from './harness/policy-call.ts'
import { coursePrice, today } from './harness/policy-shop.ts'

/** How the fields of orders, coupons and bank vouchers are called. */
export const paymentArguments = {
  Query: {
    coupons: none,
    myOrders: none,
    order: ({ school }) => ({ id: school.shop.orderId }),
    orders: none,
    voucherStatus: ({ school }) => ({ voucherNumber: school.shop.voucherNumber }),
  },

  Mutation: {
    createCheckout: input(async ({ school, role }) => ({
      courseIds: [await school.shop.seatFor(role)],
      idempotencyKey: randomUUID(),
    })),
    cancelOrder: input(async ({ school, role }) => ({ orderId: (await school.shop.orderFor(role)).orderId })),
    refundOrder: input(async ({ school, role }) => ({
      orderId: await school.shop.paidOrderFor(role),
      idempotencyKey: randomUUID(),
    })),
    createCoupon: input(() => ({ code: randomUUID(), percent: 10 })),
    confirmVoucherPayment: input(async ({ school, role }) => ({
      voucherNumber: (await school.shop.orderFor(role)).voucherNumber,
      ...coursePrice,
      paidOn: today(),
    })),
    confirmVoucherRefund: input(async ({ school, role }) => ({
      refundId: await school.shop.refundFor(role),
    })),
    importVoucherPayments: input(async ({ school, role }) => ({
      csv: `voucher_number,amount,currency,paid_on\n${(await school.shop.orderFor(role)).voucherNumber},49.00,EUR,${today()}\n`,
    })),
  },
} as const satisfies Record<string, Record<string, Arguments>>
