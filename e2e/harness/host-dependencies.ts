import type { SubgraphDependencies } from '@lyceum/all-in-one/subgraphs'
import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import type { TestDependencies } from '@lyceum/testkit'
import { exportJWK, generateKeyPair } from 'jose'

/** What all subgraphs together need: the testkit's dependencies and what only some of them want. */
export async function toHostDependencies(dependencies: TestDependencies): Promise<SubgraphDependencies> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    ...dependencies,
    paymentSecret: 'payment secret of tests, 32 characters or more',
    certificateSigningKeys: [{ ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256' }],
    pdf: createTypstRenderer(),
  }
}
