import { readFile } from 'node:fs/promises'

import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'

import { planSubscription } from '../src/subscription/plan-subscription.ts'
import { loadSupergraph } from '../src/supergraph/load-supergraph.ts'
import { createWorld } from './fixture/world.ts'

/** The inside of Apollo's packages that subscriptions stand on. A failure here after an update of theirs is no flake. */
describe('the plan of a subscription', () => {
  it('has the shape that the gateway runs', async () => {
    await using world = await createWorld()
    const supergraph = loadSupergraph(
      await readFile(world.supergraphFile, 'utf8'),
      new Set(['users', 'chat', 'badges']),
    )
    const document = parse(
      'subscription S($room: ID!) { messageAdded(room: $room) { text author { name } } }',
    )
    const { source, perEvent } = planSubscription(
      { document, operationName: undefined, variables: { room: 'r' } },
      supergraph,
    )
    expect(source).toMatchObject({
      kind: 'Fetch',
      serviceName: 'chat',
      operation: 'subscription S__chat__0($room:ID!){messageAdded(room:$room){text author{__typename id}}}',
      operationName: 'S__chat__0',
      variableUsages: ['room'],
    })
    expect(perEvent).toMatchObject({
      kind: 'QueryPlan',
      node: {
        kind: 'Sequence',
        nodes: [
          source,
          {
            kind: 'Sequence',
            nodes: [
              {
                kind: 'Flatten',
                path: ['messageAdded', 'author'],
                node: { kind: 'Fetch', serviceName: 'users', requires: [{ kind: 'InlineFragment' }] },
              },
            ],
          },
        ],
      },
    })
  })

  it('has one step when one subgraph has everything', async () => {
    await using world = await createWorld()
    const supergraph = loadSupergraph(
      await readFile(world.supergraphFile, 'utf8'),
      new Set(['users', 'chat', 'badges']),
    )
    const document = parse('subscription { refused { text } }')
    const { source, perEvent } = planSubscription(
      { document, operationName: undefined, variables: {} },
      supergraph,
    )
    expect(perEvent.node).toEqual({ kind: 'Sequence', nodes: [source] })
  })
})
