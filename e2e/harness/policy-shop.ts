import { randomUUID } from 'node:crypto'

import { present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'

import { ConfirmVoucherPayment, CreateCheckout, SetCoursePrice } from '../policy-operations.ts'
import { createDraft, enroll, publish } from './courses.ts'
import type { Person } from './people.ts'

/** Who sells, who buys, and who sees the bank's account. */
export interface Traders {
  readonly instructor: Client
  readonly learner: Person
  readonly administrator: Client
}

/** An order that waits for the bank. */
export interface VoucherOrder {
  readonly orderId: string
  readonly voucherNumber: string
}

export const coursePrice = { amountMinor: 4_900, currency: 'EUR' } as const

/** What the policy table's fields about orders are called on. */
export type PolicyShop = Awaited<ReturnType<typeof openPolicyShop>>

export async function openPolicyShop({ instructor, learner, administrator }: Traders) {
  /** A course in which the learner has a seat that waits for its payment. */
  async function freshSeat(): Promise<string> {
    const course = await createDraft(instructor, { title: 'For money' })
    const input = { courseId: course.courseId, price: coursePrice }
    succeeded((await instructor.execute(SetCoursePrice, { input })).setCoursePrice)
    await publish(instructor, course)
    await enroll(learner, course)
    return course.courseId
  }

  async function freshOrder(): Promise<VoucherOrder> {
    const input = { courseIds: [await freshSeat()], provider: 'voucher', idempotencyKey: randomUUID() }
    const { createCheckout } = await learner.execute(CreateCheckout, { input })
    const { id, voucherNumber } = present(succeeded(createCheckout).order, 'order')
    return { orderId: id, voucherNumber: present(voucherNumber, 'voucher number') }
  }

  return {
    ...(await freshOrder()),
    freshSeat,
    freshOrder,
    async freshPaidOrder(): Promise<string> {
      const { orderId, voucherNumber } = await freshOrder()
      const input = { voucherNumber, ...coursePrice, paidOn: '2026-01-15' }
      succeeded((await administrator.execute(ConfirmVoucherPayment, { input })).confirmVoucherPayment)
      return orderId
    },
  }
}
