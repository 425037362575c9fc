import type { WebhookRequest } from '@lyceum/ports/payment-provider'

import type { PaymentsServices } from '../services.ts'

/**
 * Keeps a webhook that holds; it is processed afterwards, so that the provider need not wait or send again.
 * @throws {InvalidWebhookError} and keeps nothing
 * @returns false when there is no such provider
 */
export async function receiveWebhook(
  services: Pick<PaymentsServices, 'clock' | 'providers' | 'webhooks'>,
  providerName: string,
  request: Omit<WebhookRequest, 'receivedAt'>,
): Promise<boolean> {
  const provider = services.providers.get(providerName)
  if (provider === undefined) return false
  const receivedAt = services.clock.now()
  const event = provider.readWebhook({ ...request, receivedAt })
  const rawBody = new Uint8Array(request.rawBody)
  await services.webhooks.saveWebhook({ provider: providerName, event, rawBody, receivedAt })
  return true
}
