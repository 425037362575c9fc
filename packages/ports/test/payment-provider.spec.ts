import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

import { createManualClock } from '@lyceum/ports/clock'
import type { PaymentProvider } from '@lyceum/ports/payment-provider'
import { createMemoryStore } from '@lyceum/ports/payment-provider/memory-store'
import { createSandboxProvider, signWebhook, signatureHeader } from '@lyceum/ports/payment-provider/sandbox'
import { createStripeProvider } from '@lyceum/ports/payment-provider/stripe-checkout'
import { createVoucherProvider } from '@lyceum/ports/payment-provider/voucher'
import { eventually } from '@lyceum/testkit'
import { paymentProviderContract } from '@lyceum/testkit/contracts/payment-provider'
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'

import { readTestEnvironment } from './environment.ts'

const environment = readTestEnvironment()
const secret = 'whsec_of_tests'
const clock = createManualClock(new Date())
const nothingToClose = { [Symbol.asyncDispose]: () => Promise.resolve() }

paymentProviderContract({
  name: 'sandbox',
  async make() {
    const provider = createSandboxProvider({
      store: createMemoryStore(),
      secret: () => secret,
      clock,
      publicUrl: () => 'http://school.example',
      isDeliveredOnDemand: true,
    })
    return {
      ...nothingToClose,
      provider,
      pay: async (checkoutId) => void (await provider.pay(checkoutId)),
      signWebhook({ sentAt, secret: key = secret }) {
        const body = JSON.stringify({ eventId: 'sbe_1', type: 'payment.succeeded', checkoutId: 'sbx_1' })
        return { body, headers: { [signatureHeader]: signWebhook(key, body, sentAt) } }
      },
    }
  },
})

paymentProviderContract({
  name: 'voucher',
  async make() {
    const provider = createVoucherProvider({ store: createMemoryStore(), clock })
    return {
      ...nothingToClose,
      provider,
      async pay(voucherNumber) {
        const paid = { voucherNumber, amountMinor: 4_900, currency: 'EUR', paidOn: '2026-03-01' }
        await provider.markPaid(paid)
      },
    }
  },
})

const stripeMock = await findStripeMock()
if (stripeMock === null && environment.isContinuousIntegration) {
  it('finds stripe-mock on the PATH', () => expect.fail('go install github.com/stripe/stripe-mock@latest'))
}
describe.skipIf(stripeMock === null)('with stripe-mock', () => {
  paymentProviderContract({ name: 'stripe', make: () => startStripe(stripeMock ?? '') })
})

async function findStripeMock(): Promise<string | null> {
  const command = environment.stripeMock
  const child = spawn(command, ['-version'], { stdio: 'ignore' })
  try {
    await once(child, 'exit')
    return command
  } catch {
    return null // It is not installed.
  }
}

async function startStripe(command: string) {
  const port = await findFreePort()
  const child = spawn(command, ['-http-port', String(port)], { stdio: 'ignore' })
  const provider: PaymentProvider = createStripeProvider({
    secretKey: 'sk_test_123',
    webhookSecret: secret,
    host: '127.0.0.1',
    port,
    protocol: 'http',
  })
  await eventually(() => fetch(`http://127.0.0.1:${port}/`))
  return {
    provider,
    signWebhook({ sentAt, secret: key = secret }: { readonly sentAt: Date; readonly secret?: string }) {
      const body = JSON.stringify({
        id: 'evt_1',
        object: 'event',
        type: 'payment_intent.succeeded',
        data: { object: { id: 'pi_1', object: 'payment_intent' } },
      })
      const timestamp = Math.floor(sentAt.getTime() / 1_000)
      const header = new Stripe('sk_test_123').webhooks.generateTestHeaderString({
        payload: body,
        secret: key,
        timestamp,
      })
      return { body, headers: { 'stripe-signature': header } }
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit')
      child.kill()
      await exited
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return address.port
}
