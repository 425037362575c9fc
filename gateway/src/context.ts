import { requestIdHeader } from '@lyceum/kit'
import type { RequestHeaders, Viewer } from '@lyceum/kit'

import type { SubscriptionOperation } from './subscription/plan-subscription.ts'

/** Carries the client's address from the gateway to the subgraphs; whatever a client sends under this name is dropped. */
export const clientAddressHeader = 'x-client-address'

/** Who calls, and what of it subgraphs may see. */
export interface Caller {
  readonly viewer: Viewer
  /** The `Authorization` header the viewer was verified by. */
  readonly authorization: string | undefined
  readonly address: string
}

/** What one operation carries through the gateway. */
export interface GatewayContext extends Caller {
  readonly requestId: string
  readonly transport: 'http' | 'websocket'
  /** Takes over a valid subscription; `null` where the transport cannot carry one. */
  readonly acceptSubscription: ((operation: SubscriptionOperation) => void) | null
}

/** The headers of every fetch from a subgraph: exactly these, nothing else of what the client sent. */
export function forwardedHeaders(context: GatewayContext): RequestHeaders {
  return {
    authorization: context.authorization,
    [requestIdHeader]: context.requestId,
    [clientAddressHeader]: context.address,
  }
}
