import { publicUrlSection, readSections, secretSection, subgraphSections } from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'
import { z } from 'zod'

/** People pay by Stripe when its keys are there; one key alone is a mistake. */
const stripeSection = z.union([
  z
    .object({
      STRIPE_SECRET_KEY: z.string(),
      STRIPE_WEBHOOK_SECRET: z.string(),
      STRIPE_HOST: z.url({ protocol: /^https?$/ }).optional(),
    })
    .transform((values) => ({
      secretKey: values.STRIPE_SECRET_KEY,
      webhookSecret: values.STRIPE_WEBHOOK_SECRET,
      ...(values.STRIPE_HOST !== undefined && toAddress(new URL(values.STRIPE_HOST))),
    })),
  z
    .object(
      { STRIPE_SECRET_KEY: z.undefined(), STRIPE_WEBHOOK_SECRET: z.undefined() },
      'Stripe needs both keys',
    )
    .transform(() => null),
])

/** What a process of this subgraph is told. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    ...subgraphSections({ name: 'payments', port: 4008 }),
    publicUrl: publicUrlSection,
    paymentSecret: secretSection('PAYMENT_SECRET'),
    stripe: stripeSection,
  })
}

function toAddress({ hostname, port, protocol }: URL) {
  const isSecure = protocol === 'https:'
  return {
    host: hostname,
    port: Number(port || (isSecure ? 443 : 80)),
    protocol: isSecure ? ('https' as const) : ('http' as const),
  }
}
