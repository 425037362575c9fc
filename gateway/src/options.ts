import type { TokenVerifier } from '@lyceum/kit'
import type { PlaygroundExample } from '@lyceum/playground'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

import type { SubgraphConnection } from './data-source/create-data-source.ts'
import type { GatewayLimits } from './limits/gateway-limits.ts'

/** What a gateway is made of. */
export interface GatewayOptions {
  /** Every subgraph that the supergraph names; one that is missing here makes the supergraph unusable. */
  readonly subgraphs: readonly SubgraphConnection[]
  /** Path of the composed supergraph. It is watched: a valid change is taken over, a broken one refused. */
  readonly supergraphFile: string
  readonly verifyAccessToken: TokenVerifier
  readonly logger: Logger
  /**
   * Origins of browser applications, such as `https://learn.example.org`: for CORS and for WebSocket handshakes. While the
   * playground is on, pages of the gateway's own host may open sockets too.
   */
  readonly allowedOrigins: readonly string[]
  /** What the playground at `GET /` offers; `false` serves none. */
  readonly playground: PlaygroundOptions | false
  readonly isIntrospectionEnabled: boolean
  readonly limits?: Partial<GatewayLimits>
  /** Where several gateways count requests together; left out, each counts for itself. The caller closes it. */
  readonly rateLimitRedis?: Redis
  /** How long one fetch from a subgraph may take. @default 10_000 */
  readonly subgraphTimeoutMs?: number
  /** How long `stop()` lets requests in flight finish. @default 10_000 */
  readonly drainTimeoutMs?: number
  /** Whether `X-Forwarded-For` of the peer is believed; true only behind a proxy of one's own. @default false */
  readonly isBehindProxy?: boolean
}

export interface PlaygroundOptions {
  readonly examples: readonly PlaygroundExample[]
}
