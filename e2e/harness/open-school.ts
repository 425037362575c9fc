import { fileURLToPath } from 'node:url'

import { createSubgraphs } from '@lyceum/all-in-one/subgraphs'
import type { Subgraphs } from '@lyceum/all-in-one/subgraphs'
import { createGateway } from '@lyceum/gateway'
import type { Gateway, GatewayOptions } from '@lyceum/gateway'
import type { Subgraph } from '@lyceum/kit'
import { serveOverHttp } from '@lyceum/service'
import type { HttpHost } from '@lyceum/service'
import { createTestDatabase, createTestDependencies } from '@lyceum/testkit'
import type { Cleanup, TestDependencies, TestTokens } from '@lyceum/testkit'
import { inject } from 'vitest'

import { toHostDependencies } from './host-dependencies.ts'

const secret = 'what the gateway of a test proves itself by'
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

/**
 * A gateway of a school, listening; in production mode unless the options say otherwise. It reaches the subgraphs as the topology
 * of the run has it: in this process, or over HTTP on ports of their own.
 */
export async function openGateway(
  { subgraphs, dependencies }: Pick<School, 'subgraphs' | 'dependencies'>,
  options: Partial<GatewayOptions> = {},
): Promise<Gateway> {
  const hosts: HttpHost[] = []
  const connect = async (subgraph: Subgraph): Promise<GatewayOptions['subgraphs'][number]> => {
    if (inject('services') === undefined) return { kind: 'in-process', subgraph }
    const { name } = subgraph
    const host = await serveOverHttp(subgraph, {
      ...{ host: '127.0.0.1', port: 0, gatewaySecret: secret },
      logger: dependencies.logger,
    })
    hosts.push(host)
    return { kind: 'http', name, urls: [host.url], secret }
  }
  const gateway = await createGateway({
    subgraphs: await Promise.all(subgraphs.map(connect)),
    supergraphFile,
    verifyAccessToken: dependencies.verifyAccessToken,
    logger: dependencies.logger,
    allowedOrigins: [],
    playground: false,
    isIntrospectionEnabled: false,
    ...options,
  })
  await gateway.listen({ host: '127.0.0.1', port: 0 })
  return {
    ...gateway,
    async stop() {
      await gateway.stop()
      await Promise.all(hosts.map((host) => host.stop()))
    },
  }
}
