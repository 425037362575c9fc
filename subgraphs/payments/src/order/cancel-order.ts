import { BasicUserError, NotFoundError, UserErrorCode, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { PaymentsContext } from '../context.ts'
import type { PaymentsServices } from '../services.ts'
import { closeOrder } from '../settlement/close-order.ts'
import { openSettlement } from '../settlement/settlement.ts'
import { endCheckout } from './end-checkout.ts'
import { canCancelOrder } from './order.policy.ts'
import { OrderStatus } from './order.ts'
import type { OrderRecord } from './order.ts'

/** Ends an order that was not paid; ending it twice is once. Money that arrives all the same goes back. */
export async function cancelOrder(
  services: PaymentsServices,
  context: PaymentsContext,
  { orderId }: { readonly orderId: string },
): Promise<Outcome<{ order: OrderRecord }>> {
  const viewer = requireSignedIn(context.viewer)
  const order = await services.inTransaction(context, async (transaction) => {
    const settlement = await openSettlement(transaction, orderId, services.clock.now())
    if (settlement === null || !canCancelOrder(viewer, settlement.order)) {
      throw new NotFoundError('Order', orderId)
    }
    const { paymentStatus } = settlement.order
    const closed = await closeOrder(settlement, {
      status: OrderStatus.CANCELLED,
      paymentStatus,
      reason: 'cancelled',
    })
    return closed.order
  })
  if (order.status !== OrderStatus.CANCELLED) {
    const message = 'Only an order that waits for its payment can be cancelled'
    return fail(new BasicUserError(UserErrorCode.ORDER_NOT_OPEN, message, ['input', 'orderId']))
  }
  await endCheckout(services, order)
  return succeed({ order })
}
