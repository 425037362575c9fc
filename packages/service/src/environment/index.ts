/** Pieces that the environments of processes are made of. */
export { readSections, variable } from './read-sections.ts'
export type { EnvironmentOf, EnvironmentSource, Sections } from './read-sections.ts'
export {
  databaseSection,
  flag,
  keysSection,
  listenSection,
  logLevelSection,
  originList,
  ownKeysSection,
  publicUrlSection,
  redisUrlSection,
  remoteKeysSection,
  secretSection,
} from './sections.ts'
export { processSections } from './process-environment.ts'
export type { ProcessEnvironment } from './process-environment.ts'
export { storageSection } from './storage-section.ts'
export type { StorageEnvironment } from './storage-section.ts'
export { stripeSection } from './stripe-section.ts'
export type { StripeEnvironment } from './stripe-section.ts'
export { subgraphSections } from './subgraph-environment.ts'
export type { SubgraphEnvironment } from './subgraph-environment.ts'
