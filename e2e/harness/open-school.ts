import { fileURLToPath } from 'node:url'

import { createSubgraphs } from '@lyceum/all-in-one/subgraphs'
import type { Subgraphs } from '@lyceum/all-in-one/subgraphs'
import { createGateway } from '@lyceum/gateway'
import type { Gateway, GatewayOptions } from '@lyceum/gateway'
import type { Subgraph } from '@lyceum/kit'
import { createTestDatabase, createTestDependencies } from '@lyceum/testkit'
import type { Cleanup, TestDependencies, TestTokens } from '@lyceum/testkit'

import { toHostDependencies } from './host-dependencies.ts'

const supergraphFile = fileURLToPath(new URL('../../supergraph.graphql', import.meta.url))

/** The platform's subgraphs in this process, on a database of their own. */
export interface School {
  readonly subgraphs: readonly Subgraph[]
  readonly users: Subgraphs['users']
  readonly dependencies: TestDependencies
  readonly tokens: TestTokens
}

/** The subgraphs, running. */
export async function openSchool(closing: Cleanup): Promise<School> {
  const database = closing.use(await createTestDatabase())
  const { dependencies, tokens } = closing.use(await createTestDependencies(database.url))
  const { all, users } = await createSubgraphs(await toHostDependencies(dependencies))
  for (const subgraph of all) {
    closing.defer(() => subgraph.stop())
    await subgraph.start()
  }
  return { subgraphs: all, users, dependencies, tokens }
}

/** A gateway of a school, listening; in production mode unless the options say otherwise. */
export async function openGateway(
  { subgraphs, dependencies }: Pick<School, 'subgraphs' | 'dependencies'>,
  options: Partial<GatewayOptions> = {},
): Promise<Gateway> {
  const gateway = await createGateway({
    subgraphs: subgraphs.map((subgraph) => ({ kind: 'in-process', subgraph })),
    supergraphFile,
    verifyAccessToken: dependencies.verifyAccessToken,
    logger: dependencies.logger,
    allowedOrigins: [],
    playground: false,
    isIntrospectionEnabled: false,
    ...options,
  })
  await gateway.listen({ host: '127.0.0.1', port: 0 })
  return gateway
}
