import { processSections } from './process-environment.ts'
import type { EnvironmentOf } from './read-sections.ts'
import {
  databaseSection,
  listenSection,
  redisUrlSection,
  remoteKeysSection,
  secretSection,
} from './sections.ts'

/** What every process of a subgraph is told: where it listens, what it works with, and who may ask. */
export function subgraphSections({ name, port }: { readonly name: string; readonly port: number }) {
  return {
    listen: listenSection(port),
    ...processSections,
    database: databaseSection(name),
    redisUrl: redisUrlSection,
    accessTokenKeys: remoteKeysSection,
    gatewaySecret: secretSection('GATEWAY_SECRET'),
  }
}

/** What `subgraphSections` read. */
export type SubgraphEnvironment = EnvironmentOf<ReturnType<typeof subgraphSections>>
