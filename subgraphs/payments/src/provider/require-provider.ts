import type { PaymentProvider } from '@lyceum/ports/payment-provider'

import type { PaymentsServices } from '../services.ts'

/** The provider of an order. @throws when the platform no longer has it, which an operator must mend */
export function requireProvider(
  { providers }: Pick<PaymentsServices, 'providers'>,
  name: string,
): PaymentProvider {
  const provider = providers.get(name)
  if (provider === undefined) throw new Error(`There is no payment provider ${name}`)
  return provider
}
