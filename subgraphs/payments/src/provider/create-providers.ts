import type { Clock } from '@lyceum/ports/clock'
import type { PaymentProvider } from '@lyceum/ports/payment-provider'
import { createSandboxProvider } from '@lyceum/ports/payment-provider/sandbox'
import type { StripeOptions } from '@lyceum/ports/payment-provider/stripe-checkout'
import type { SandboxDocument } from '@lyceum/ports/payment-provider/sandbox'
import type { DocumentStore } from '@lyceum/ports/payment-provider/document-store'

/** Which providers a platform has besides bank vouchers, which it always has. */
export interface ProviderChoice {
  /** Stripe comes first and the sandbox goes, when it is given. */
  readonly stripe?: StripeOptions
  readonly clock: Clock
  readonly sandboxStore: DocumentStore<SandboxDocument>
  readonly webhookSecret: string
  readonly publicUrl: () => string
}

/** The providers of a platform; the first is taken when a client names none. Real money and play money never mix. */
export async function createProviders(choice: ProviderChoice): Promise<readonly PaymentProvider[]> {
  const { stripe, clock, sandboxStore: store, webhookSecret, publicUrl } = choice
  if (stripe !== undefined) {
    // Its library is large, and who does without it starts sooner.
    const { createStripeProvider } = await import('@lyceum/ports/payment-provider/stripe-checkout')
    return [createStripeProvider(stripe)]
  }
  return [createSandboxProvider({ store, clock, publicUrl, secret: () => webhookSecret })]
}
