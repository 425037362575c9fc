import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { openTokenVerifier, runProcess } from '@lyceum/service'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'

import { readEnvironment } from './environment.ts'
import { createGateway } from './gateway.ts'
import { readSubgraphEntries } from './supergraph/load-supergraph.ts'

const supergraphFile = fileURLToPath(new URL('../../supergraph.graphql', import.meta.url))

/** Subgraphs with public routes, which are at the gateway where they are at the subgraph. */
const withRoutes = new Set(['users', 'media', 'payments', 'certificates'])

await runProcess({
  name: 'gateway',
  readEnvironment: () =>
    readEnvironment(process.env, readSubgraphEntries(readFileSync(supergraphFile, 'utf8'))),
  async start(environment, { logger, closers }) {
    const { accessTokenKeys, allowedOrigins, isBehindProxy, isPlaygroundEnabled } = environment
    const redis = environment.redisUrl === undefined ? null : openRedis(environment.redisUrl, logger)
    if (redis !== null) closers.add(() => redis.disconnect())
    const gateway = await createGateway({
      subgraphs: environment.subgraphs.map((subgraph) => ({
        kind: 'http',
        ...subgraph,
        ...(withRoutes.has(subgraph.name) && { routePrefix: `/${subgraph.name}` }),
      })),
      supergraphFile,
      verifyAccessToken: openTokenVerifier(accessTokenKeys),
      logger,
      allowedOrigins,
      playground: isPlaygroundEnabled && { examples: [] },
      isIntrospectionEnabled: isPlaygroundEnabled,
      isBehindProxy,
      ...(redis !== null && { rateLimitRedis: redis }),
    })
    closers.add(() => gateway.stop())
    logger.info({ url: await gateway.listen(environment.listen) }, 'listening')
  },
})

/** For counting requests: one that cannot be counted at once is counted in the process, so nothing waits for it. */
function openRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    commandTimeout: 250,
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  })
  redis.on('error', (error) => logger.warn({ err: error }, 'requests are counted in this process alone'))
  return redis
}
