import { randomUUID } from 'node:crypto'

import { RefundOrder, present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'

import { ConfirmVoucherPayment, CreateCheckout, SetCoursePrice } from '../policy-operations.ts'
import type { Role } from '../policy-table.ts'
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
  readonly courseId: string
  readonly orderId: string
  readonly voucherNumber: string
}

/** The day on which orders of the suite are paid, `YYYY-MM-DD`. */
export const today = (): string => new Date().toISOString().slice(0, 10)

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
    const courseId = await freshSeat()
    const input = { courseIds: [courseId], provider: 'voucher', idempotencyKey: randomUUID() }
    const { createCheckout } = await learner.execute(CreateCheckout, { input })
    const { id, voucherNumber } = present(succeeded(createCheckout).order, 'order')
    return { courseId, orderId: id, voucherNumber: present(voucherNumber, 'voucher number') }
  }

  async function freshPaidOrder(): Promise<string> {
    const { orderId, voucherNumber } = await freshOrder()
    const input = { voucherNumber, ...coursePrice, paidOn: today() }
    succeeded((await administrator.execute(ConfirmVoucherPayment, { input })).confirmVoucherPayment)
    return orderId
  }

  /** One that waits for the bank. */
  async function freshRefund(): Promise<string> {
    const input = { orderId: await freshPaidOrder(), idempotencyKey: randomUUID() }
    const { refundOrder } = await administrator.execute(RefundOrder, { input })
    return present(succeeded(refundOrder).refund, 'refund').id
  }

  const sharedOrder = await freshOrder()
  const sharedPaidOrder = once(freshPaidOrder)
  const sharedRefund = once(freshRefund)
  /** One for whoever may use it up. The others share one: so many courses at once are not what is tested. */
  const orderFor = (role: Role): VoucherOrder | Promise<VoucherOrder> =>
    role === 'owner' || role === 'administrator' ? freshOrder() : sharedOrder

  return {
    ...sharedOrder,
    orderFor,
    seatFor: (role: Role): string | Promise<string> =>
      role === 'owner' ? freshSeat() : sharedOrder.courseId,
    paidOrderFor: (role: Role): Promise<string> =>
      role === 'owner' || role === 'administrator' ? freshPaidOrder() : sharedPaidOrder(),
    refundFor: (role: Role): Promise<string> => (role === 'administrator' ? freshRefund() : sharedRefund()),
  }
}

/** Makes it when it is first asked for, and the same for everybody after. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
