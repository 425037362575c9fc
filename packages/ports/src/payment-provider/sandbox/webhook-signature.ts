import { createHmac, timingSafeEqual } from 'node:crypto'

import { InvalidWebhookError, webhookToleranceSeconds } from '../index.ts'
import type { WebhookRequest } from '../index.ts'

/** The header that carries `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`. */
export const signatureHeader = 'sandbox-signature'

/** Signs a body for the moment it is sent. */
export function signWebhook(secret: string, body: string | Buffer, sentAt: Date): string {
  const timestamp = Math.floor(sentAt.getTime() / 1_000)
  return `t=${timestamp},v1=${macOf(secret, timestamp, body).toString('hex')}`
}

/** @throws {InvalidWebhookError} when the bytes were not signed with the secret, or too long ago, or in the future */
export function verifyWebhook(secret: string, { headers, rawBody, receivedAt }: WebhookRequest): void {
  const header = headers[signatureHeader]
  const match = typeof header === 'string' ? /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) : null
  const [, timestampText = '', signature = ''] = match ?? []
  if (match === null) throw new InvalidWebhookError('There is no signature of the known form')
  const timestamp = Number(timestampText)
  if (!timingSafeEqual(macOf(secret, timestamp, rawBody), Buffer.from(signature, 'hex'))) {
    throw new InvalidWebhookError('The signature does not match the body')
  }
  const ageSeconds = Math.abs(Math.floor(receivedAt.getTime() / 1_000) - timestamp)
  if (ageSeconds > webhookToleranceSeconds) {
    throw new InvalidWebhookError(`The signature is ${ageSeconds} s off`)
  }
}

function macOf(secret: string, timestamp: number, body: string | Buffer): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
}
