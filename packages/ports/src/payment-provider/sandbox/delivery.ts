import { setTimeout as pause } from 'node:timers/promises'

import type { Clock } from '../../clock/index.ts'
import { signWebhook, signatureHeader } from './webhook-signature.ts'

/** Something that happened to a payment in the sandbox. */
export interface SandboxEvent {
  readonly eventId: string
  readonly type: `payment.${'created' | 'succeeded' | 'failed' | 'expired' | 'refunded' | 'disputed' | 'dispute_closed'}`
  readonly checkoutId: string
}

/** How badly the network behaves. */
export interface DeliveryPlan {
  /** How often each event is sent. @default 1 */
  readonly copies?: number
  /** @default 'AS_HAPPENED' */
  readonly order?: 'AS_HAPPENED' | 'REVERSED'
  /** How long nothing is sent, in milliseconds. @default 0 */
  readonly delayMilliseconds?: number
}

/** A webhook on its way. Rejects, or says false, when it was not accepted. */
export type SendWebhook = (webhook: {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}) => Promise<boolean>

export interface DeliveryOptions {
  readonly secret: () => string
  readonly clock: Clock
  readonly send: SendWebhook
}

/** Sends webhooks one after the other, the way a plan says. A lost one is lost: the receiver asks in the end. */
export function createDelivery({ secret, clock, send }: DeliveryOptions) {
  return async (events: readonly SandboxEvent[], plan: DeliveryPlan = {}): Promise<void> => {
    const { copies = 1, order = 'AS_HAPPENED', delayMilliseconds = 0 } = plan
    if (delayMilliseconds > 0) await pause(delayMilliseconds)
    const ordered = order === 'REVERSED' ? events.toReversed() : events
    const sent = Array.from({ length: copies }, () => ordered).flat()
    for (const event of sent) {
      const body = JSON.stringify(event)
      const headers = {
        'content-type': 'application/json',
        [signatureHeader]: signWebhook(secret(), body, clock.now()),
      }
      // The network is allowed to fail; whoever takes money asks again in the end.
      await send({ body, headers }).catch(() => false)
    }
  }
}

/** Sends over HTTP. */
export function sendOverHttp(url: () => string): SendWebhook {
  return async ({ body, headers }) => {
    const response = await fetch(url(), {
      method: 'POST',
      body,
      headers,
      signal: AbortSignal.timeout(10_000),
    })
    return response.ok
  }
}
