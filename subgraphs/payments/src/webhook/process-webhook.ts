import type { PaymentsServices } from '../services.ts'
import { checkPayment } from '../settlement/check-payment.ts'
import type { StoredWebhook } from './webhook.repository.ts'

const firstPauseMilliseconds = 1_000
const lastPauseMilliseconds = 60 * 60 * 1_000
/** About two days; then it stays unprocessed, with its error. */
const maximumAttempts = 60

/** A webhook says that something happened; how the payment stands now is asked, so its age and order do not matter. */
export async function processWebhook(services: PaymentsServices, webhook: StoredWebhook): Promise<void> {
  const { id, provider, lookup, attempts } = webhook
  try {
    if (lookup !== null) await checkPayment(services, provider, lookup)
    await services.webhooks.markProcessed(id, services.clock.now())
  } catch (error) {
    const pause = Math.min(firstPauseMilliseconds * 2 ** (attempts - 1), lastPauseMilliseconds)
    const next = attempts >= maximumAttempts ? null : new Date(services.clock.now().getTime() + pause)
    services.logger.error({ err: error, webhookId: id, attempts }, 'a webhook could not be processed')
    await services.webhooks.putOff(id, next, String(error))
  }
}
