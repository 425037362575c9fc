import { metrics } from '@opentelemetry/api'
import type { BatchObservableResult } from '@opentelemetry/api'

import type { WebhookRepository } from './webhook.repository.ts'

export interface WebhookObservation {
  readonly webhooks: Pick<WebhookRepository, 'readBacklog'>
}

/** Tells how far webhooks are behind, asked whenever somebody reads the metrics. Returns how to stop. */
export function observeWebhooks({ webhooks }: WebhookObservation): () => void {
  const meter = metrics.getMeter('@lyceum/payments')
  const backlog = meter.createObservableGauge('lyceum_webhooks', {
    description: 'Webhooks that are not processed, by state; given_up: they wait for a person',
  })
  const age = meter.createObservableGauge('lyceum_webhook_age_seconds', {
    description: 'How long ago the oldest webhook arrived that is still tried',
  })
  const instruments = [backlog, age]

  async function read(result: BatchObservableResult): Promise<void> {
    const { pending, givenUp, ageSeconds } = await webhooks.readBacklog()
    result.observe(backlog, pending, { state: 'pending' })
    result.observe(backlog, givenUp, { state: 'given_up' })
    result.observe(age, ageSeconds)
  }

  meter.addBatchObservableCallback(read, instruments)
  return () => meter.removeBatchObservableCallback(read, instruments)
}
