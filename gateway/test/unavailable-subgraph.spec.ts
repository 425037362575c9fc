import { describe, expect, it } from 'vitest'

import { topologies } from './fixture/topology.ts'
import { createWorld } from './fixture/world.ts'
import type { BadgeMood } from './fixture/subgraphs.ts'

const query = '{ messages { text author { name badge { label } } } }'

describe.each(topologies)('a subgraph that does not work (%s)', (topology) => {
  it.each<[BadgeMood, string]>([
    ['throwing', 'INTERNAL_SERVER_ERROR'],
    ['hanging', 'SUBGRAPH_UNAVAILABLE'],
    ['garbage', 'SUBGRAPH_UNAVAILABLE'],
  ])('leaves the data of the others when it is %s, and is named', async (mood, code) => {
    await using world = await createWorld({ topology, subgraphTimeoutMs: 200 })
    world.badges.state.mood = mood
    const { status, body } = await world.post({ query })
    expect(status).toBe(200)
    expect(body.data).toEqual({ messages: [{ text: 'hello', author: { name: 'ADA', badge: null } }] })
    expect(body.errors).toMatchObject([{ extensions: { code, serviceName: 'badges' } }])
    expect(JSON.stringify(body)).not.toContain('secret words')
  })

  it('keeps the code and the path of its own errors', async () => {
    await using world = await createWorld({ topology })
    const { body } = await world.post({ query: '{ forbidden whoami { id } }' })
    expect(body).toEqual({
      data: { forbidden: null, whoami: null },
      errors: [
        {
          message: 'You are not allowed to do this',
          path: ['forbidden'],
          extensions: { code: 'FORBIDDEN', serviceName: 'users' },
        },
      ],
    })
  })

  it('hides the words of an unexpected error', async () => {
    await using world = await createWorld({ topology })
    const { body, headers } = await world.post({ query: '{ broken }' })
    expect(body.errors).toMatchObject([
      {
        message: 'Internal server error',
        extensions: {
          code: 'INTERNAL_SERVER_ERROR',
          serviceName: 'users',
          requestId: headers.get('x-request-id'),
        },
      },
    ])
  })

  it('shows in the health of the services', async () => {
    await using world = await createWorld({ topology, subgraphTimeoutMs: 200 })
    world.badges.state.mood = 'hanging'
    const response = await fetch(`${world.url}/health/services`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'degraded',
      service: 'gateway',
      services: { users: 'healthy', chat: 'healthy', badges: 'unhealthy' },
    })
  })
})
