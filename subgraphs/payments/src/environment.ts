import {
  publicUrlSection,
  readSections,
  secretSection,
  stripeSection,
  subgraphSections,
} from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'

/** What a process of this subgraph is told. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    ...subgraphSections({ name: 'payments', port: 4008 }),
    publicUrl: publicUrlSection,
    paymentSecret: secretSection('PAYMENT_SECRET'),
    stripe: stripeSection,
  })
}
