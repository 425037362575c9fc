import { once } from 'node:events'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { allowedOrigin, createWorld } from './fixture/world.ts'
import type { World } from './fixture/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ playground: { examples: [{ title: 'Who', query: '{ whoami { id } }' }] } })
})
afterAll(() => world[Symbol.asyncDispose]())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${world.url}${path}`, { headers })

describe('the routes', () => {
  it('tell the health of the gateway and of every subgraph', async () => {
    expect(await (await get('/health')).json()).toEqual({
      status: 'healthy',
      service: 'gateway',
      dependencies: { supergraph: 'healthy' },
    })
    expect(await (await get('/health/services')).json()).toEqual({
      status: 'healthy',
      service: 'gateway',
      services: { users: 'healthy', chat: 'healthy', badges: 'healthy' },
    })
  })

  it('include those of subgraphs and the keys at their well-known place, without their parsers', async () => {
    for (const path of ['/users/.well-known/jwks.json', '/.well-known/jwks.json']) {
      expect(await (await get(path)).json()).toEqual({ keys: [] })
    }
    expect((await world.post({ query: '{ __typename }' })).status).toBe(200)
  })

  it('carry headers that keep browsers in check', async () => {
    for (const path of ['/health', '/graphql', '/nowhere']) {
      const { headers } = await get(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-request-id')).not.toBeNull()
    }
  })
})

describe('the playground', () => {
  it('is what browsers get at / and at /graphql', async () => {
    for (const path of ['/', '/graphql']) {
      const response = await get(path, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(await response.text()).toContain('{ whoami { id } }')
    }
  })

  it('lets its workers run under the policy of the page', async () => {
    const { headers } = await get('/playground/editor.worker.js')
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  it('is not there when it is off', async () => {
    await using bare = await createWorld()
    expect((await fetch(bare.url)).status).toBe(404)
    expect((await fetch(`${bare.url}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(400)
  })
})

describe('another origin', () => {
  const preflight = (origin: string) =>
    fetch(`${world.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })

  it('may call when it is on the list', async () => {
    const { headers } = await preflight(allowedOrigin)
    expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    const response = await world.post({ query: '{ __typename }' }, { origin: allowedOrigin })
    expect(response.headers.get('access-control-expose-headers')).toContain('x-request-id')
  })

  it('may read a refusal too', async () => {
    const headers = { origin: allowedOrigin, authorization: 'Bearer forged' }
    const refused = await world.post({ query: '{ __typename }' }, headers)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe(allowedOrigin)
  })

  it('may not when it is a stranger', async () => {
    const { headers } = await preflight('https://evil.example.org')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('stopping', () => {
  it('lets a request in flight finish and accepts no other', async () => {
    await using world = await createWorld()
    const waiting = once(world.users.gate, 'waiting')
    const answer = world.post({ query: '{ slow }' })
    await waiting
    const stopped = world.gateway.stop()
    world.users.gate.emit('release')
    expect((await answer).body).toEqual({ data: { slow: 'done' } })
    await stopped
    await expect(fetch(`${world.url}/health`)).rejects.toThrow()
  })

  it('does not wait longer than its bound', async () => {
    await using world = await createWorld({ drainTimeoutMs: 100, subgraphTimeoutMs: 60_000 })
    const waiting = once(world.users.gate, 'waiting')
    const answer = world.post({ query: '{ slow }' })
    const failed = expect(answer).rejects.toThrow()
    await waiting
    await world.gateway.stop()
    await failed
  })
})
