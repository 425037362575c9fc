import { expireOrder } from '../order/expire-order.ts'
import { toExpiryLimits } from '../order/order-expiry.ts'
import { sendRefund } from '../refund/send-refund.ts'
import type { PaymentsServices } from '../services.ts'
import { processWebhook } from '../webhook/process-webhook.ts'
import { checkOrder } from './check-payment.ts'

/** How long something that was begun is left to whoever began it. */
const leaseMilliseconds = 30_000

/** Works off everything that is due: webhooks, refunds without an answer, payments nobody told us about, orders nobody pays. */
export async function workOff(services: PaymentsServices): Promise<void> {
  await processWebhooks(services)
  const now = services.clock.now()
  const until = new Date(now.getTime() + leaseMilliseconds)
  for (const refundId of await services.refunds.takeDueRefunds(now, until)) {
    await attempt(services, { refundId }, () => sendRefund(services, refundId))
  }
  for (const orderId of await services.orders.takeDueChecks(now, until)) {
    await attempt(services, { orderId }, () => checkOrder(services, orderId))
  }
  for (const orderId of await services.orders.listOverdueOrders(toExpiryLimits(now))) {
    await attempt(services, { orderId }, () => expireOrder(services, orderId))
  }
}

async function processWebhooks(services: PaymentsServices): Promise<void> {
  for (;;) {
    const now = services.clock.now()
    const until = new Date(now.getTime() + leaseMilliseconds)
    const webhook = await services.webhooks.takeDueWebhook(now, until)
    if (webhook === null) return
    await processWebhook(services, webhook)
  }
}

/** One that fails does not keep the others waiting; its lease ends and it comes again. */
async function attempt(
  { logger }: PaymentsServices,
  what: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    logger.error({ err: error, ...what }, 'a payment could not be brought up to date')
  }
}
