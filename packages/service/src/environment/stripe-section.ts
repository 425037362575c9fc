import { z } from 'zod'

/** The keys of an account at Stripe, and where Stripe is when it is a mock of it. */
export interface StripeEnvironment {
  readonly secretKey: string
  /** Of the webhook endpoint (`whsec_...`). */
  readonly webhookSecret: string
  readonly host?: string
  readonly port?: number
  readonly protocol?: 'http' | 'https'
}

/** People pay by Stripe when its keys are there; null without. One key alone is a mistake. */
export const stripeSection = z
  .object({
    STRIPE_SECRET_KEY: z.string().optional(),
    STRIPE_WEBHOOK_SECRET: z.string().optional(),
    STRIPE_HOST: z.url({ protocol: /^https?$/ }).optional(),
  })
  .transform((values, context): StripeEnvironment | null => {
    const {
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_HOST: address,
    } = values
    if (secretKey !== undefined && webhookSecret !== undefined) {
      return { secretKey, webhookSecret, ...(address !== undefined && readAddress(new URL(address))) }
    }
    if (secretKey === undefined && webhookSecret === undefined) return null
    context.issues.push({
      code: 'custom',
      input: values,
      path: [secretKey === undefined ? 'STRIPE_SECRET_KEY' : 'STRIPE_WEBHOOK_SECRET'],
      message: 'Stripe needs both keys',
    })
    return z.NEVER
  })

function readAddress({ hostname, port, protocol }: URL) {
  const isSecure = protocol === 'https:'
  return {
    host: hostname,
    port: Number(port || (isSecure ? 443 : 80)),
    protocol: isSecure ? ('https' as const) : ('http' as const),
  }
}
