import type { PaymentsServices } from '../services.ts'
import { checkOrder } from '../settlement/check-payment.ts'
import { closeOrder } from '../settlement/close-order.ts'
import { openSettlement } from '../settlement/settlement.ts'
import { OrderStatus } from './order.ts'

/**
 * Ends an order that waited too long: its coupon has one more use, its enrolment may be ordered again while its seat is held, and
 * its checkout is ended at the provider. Money that arrives all the same goes back by itself: the price was that of another day.
 */
export async function expireOrder(services: PaymentsServices, orderId: string): Promise<void> {
  await services.inTransaction({ requestId: null }, async (transaction) => {
    const settlement = await openSettlement(transaction, orderId, services.clock.now())
    if (settlement === null) return
    const { paymentStatus } = settlement.order
    await closeOrder(settlement, { status: OrderStatus.FAILED, paymentStatus, reason: 'expired' })
  })
  await checkOrder(services, orderId)
}
