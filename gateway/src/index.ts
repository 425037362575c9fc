/** The one public endpoint: queries and mutations, federated subscriptions, limits, health, the playground. */
export type {
  HttpConnection,
  InProcessConnection,
  SubgraphConnection,
} from './data-source/create-data-source.ts'
export { gatewayErrorCodes } from './error-codes.ts'
export type { GatewayErrorCode } from './error-codes.ts'
export { createGateway } from './gateway.ts'
export type { Gateway } from './gateway.ts'
export { defaultGatewayLimits } from './limits/gateway-limits.ts'
export type { GatewayLimits } from './limits/gateway-limits.ts'
export type { GatewayOptions, PlaygroundOptions } from './options.ts'
export type { PlaygroundExample } from '@lyceum/playground'
