import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { composeServices } from '@apollo/composition'
import { createGateway } from '@lyceum/gateway'
import { printSubgraph } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import { serveOverHttp } from '@lyceum/service'
import { createCleanup } from '@lyceum/testkit'
import type { Cleanup } from '@lyceum/testkit'
import { parse } from 'graphql'
import { pino } from 'pino'
import { expect, it } from 'vitest'

import { createProductsSubgraph, hostWithTraces, refuseTokens } from './federation/products-host.ts'
import { startReferenceSubgraph } from './federation/reference-subgraph.ts'
import { runSuite, suitePackage } from './federation/run-suite.ts'
import { reportCounts } from './report-counts.ts'

const logger = pino({ level: 'silent' })
const secret = 'what the gateway proves itself by'

it("passes Apollo's tests of a subgraph, behind our gateway", { timeout: 240_000 }, async () => {
  await using cleanup = createCleanup()
  const products = createProductsSubgraph()
  const { url } = cleanup.use(await hostWithTraces(products))
  const { total, failures } = await runSuite({ products: url, router: await openRouter(products, cleanup) })
  expect(failures).toEqual([])
  reportCounts({
    suite: 'Apollo Federation subgraph compatibility',
    software: suitePackage,
    counts: `${total - failures.length} of ${total} passed`,
  })
})

/** The suite's supergraph behind our gateway, every subgraph over HTTP. @returns the address of its endpoint */
async function openRouter(products: Subgraph, cleanup: Cleanup): Promise<string> {
  const host = await serveOverHttp(products, { host: '127.0.0.1', port: 0, gatewaySecret: secret, logger })
  cleanup.defer(() => host.stop())
  const subgraphs = [
    { name: 'products', url: host.url, typeDefs: parse(printSubgraph(products.schema)) },
    cleanup.use(await startReferenceSubgraph('users')),
    cleanup.use(await startReferenceSubgraph('inventory')),
  ]
  const folder = await mkdtemp(join(tmpdir(), 'federation-'))
  cleanup.defer(() => rm(folder, { recursive: true }))
  const supergraphFile = join(folder, 'supergraph.graphql')
  const services = subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs }))
  const { supergraphSdl, errors } = composeServices(services)
  if (supergraphSdl === undefined) throw new AggregateError(errors, 'The supergraph does not compose')
  await writeFile(supergraphFile, supergraphSdl)
  const gateway = await createGateway({
    subgraphs: subgraphs.map(({ name, url }) => ({ kind: 'http', name, urls: [url], secret })),
    supergraphFile,
    verifyAccessToken: refuseTokens,
    logger,
    allowedOrigins: [],
    playground: false,
    isIntrospectionEnabled: false,
  })
  cleanup.defer(() => gateway.stop())
  return `${await gateway.listen({ host: '127.0.0.1', port: 0 })}/graphql`
}
