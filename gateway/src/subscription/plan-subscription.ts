import { operationFromDocument } from '@apollo/federation-internals'
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner'
import type { DocumentNode } from 'graphql'

import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts'

/** A valid subscription as a client sent it. */
export interface SubscriptionOperation {
  readonly document: DocumentNode
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>>
}

/** How a federated subscription runs. */
export interface SubscriptionPlan {
  /** The subscription of one subgraph that every event comes from. */
  readonly source: FetchNode
  /** What joins an event with everybody's data. Its first step fetches the event itself, by the operation of `source`. */
  readonly perEvent: QueryPlan
}

/**
 * Asks Apollo's planner, which plans subscriptions though Apollo's gateway does not run them.
 * @throws {Error} when the plan has not the shape that this was written for
 */
export function planSubscription(
  operation: SubscriptionOperation,
  { apiSchema, planner }: LoadedSupergraph,
): SubscriptionPlan {
  const { document, operationName } = operation
  const { node } = planner.buildQueryPlan(
    operationFromDocument(apiSchema, document, operationName === undefined ? {} : { operationName }),
  )
  if (node?.kind !== 'Subscription' || node.primary.kind !== 'Fetch') {
    throw new Error(`Expected the plan of a subscription, but it is a ${node?.kind ?? 'nothing'}`)
  }
  const nodes: PlanNode[] = node.rest === undefined ? [node.primary] : [node.primary, node.rest]
  return { source: node.primary, perEvent: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } } }
}
