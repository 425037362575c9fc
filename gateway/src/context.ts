import { requestIdHeader } from '@lyceum/kit'
import type { RequestHeaders, Viewer } from '@lyceum/kit'
import { propagation } from '@opentelemetry/api'

import type { SubscriptionOperation } from './subscription/plan-subscription.ts'
import type { OperationTrace } from './telemetry/operation-trace.ts'

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
  readonly trace: OperationTrace
  /** Takes over a valid subscription; `null` where the transport cannot carry one. */
  readonly acceptSubscription: ((operation: SubscriptionOperation) => void) | null
}

/** The headers of every fetch from a subgraph: these and its trace, nothing else of what the client sent. */
export function forwardedHeaders(context: GatewayContext): RequestHeaders {
  const headers = {
    authorization: context.authorization,
    [requestIdHeader]: context.requestId,
    [clientAddressHeader]: context.address,
  }
  propagation.inject(context.trace.context, headers)
  return headers
}
