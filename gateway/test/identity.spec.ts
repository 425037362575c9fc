import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { codesOf, createWorld, runOverSocket } from './fixture/world.ts'
import type { World } from './fixture/world.ts'
import { topologies } from './fixture/topology.ts'

describe.each(topologies)('%s', (topology) => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ topology })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const query = 'query Me { whoami { id } }'

  describe('the person behind a request', () => {
    it('is nobody without a token', async () => {
      expect((await world.post({ query })).body).toEqual({ data: { whoami: null } })
    })

    it('is verified, and the token forwarded', async () => {
      const authorization = `Bearer ${world.signIn('ada')}`
      expect((await world.post({ query }, { authorization })).body).toEqual({
        data: { whoami: { id: 'ada' } },
      })
      expect(world.users.received.at(-1)).toMatchObject({ authorization })
    })

    it.each(['Bearer forged', 'Bearer ', 'Basic YWRh'])(
      'is refused with 401 for %j',
      async (authorization) => {
        const { status, body } = await world.post({ query }, { authorization })
        expect(status).toBe(401)
        expect(codesOf(body)).toEqual(['UNAUTHENTICATED'])
      },
    )

    it('cannot be claimed by headers of the gateway', async () => {
      const claims = {
        'x-user-id': 'ada',
        'x-user-roles': 'ADMINISTRATOR',
        'x-client-address': '1.2.3.4',
        'x-gateway-secret': 'guessed',
        cookie: 'a=b',
      }
      await world.post({ query }, claims)
      const received = world.users.received.at(-1) ?? {}
      const carried =
        topology === 'http' ? ['accept', 'connection', 'content-length', 'content-type', 'host'] : []
      const proof = topology === 'http' ? ['x-gateway-secret'] : []
      const names = Object.keys(received).filter((name) => received[name] !== undefined)
      expect(names.toSorted()).toEqual([...carried, 'x-client-address', ...proof, 'x-request-id'])
      expect(received['x-client-address']).toBe('127.0.0.1')

      const route = await fetch(`${world.url}/users/headers`, { headers: claims })
      const seen = (await route.json()) as Record<string, string>
      expect(seen['x-client-address']).toBe('127.0.0.1')
      expect(seen['x-gateway-secret']).not.toBe('guessed')
      expect(Object.keys(seen).filter((name) => name.startsWith('x-user-'))).toEqual([])
    })

    it('comes with its token over WebSocket too', async () => {
      const authorization = `Bearer ${world.signIn('grace')}`
      const answer = await runOverSocket(world.connect({ authorization }), query)
      expect(answer).toEqual({ data: { whoami: { id: 'grace' } } })
      expect(world.users.received.at(-1)).toMatchObject({ authorization, 'x-client-address': '127.0.0.1' })
    })
  })

  describe('the id of a request', () => {
    it('is made by the gateway, returned, forwarded and logged', async () => {
      const { headers } = await world.post({ query })
      const requestId = headers.get('x-request-id')
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
      expect(world.users.received.at(-1)).toMatchObject({ 'x-request-id': requestId })
      expect(world.log).toContainEqual(
        expect.objectContaining({ requestId, msg: 'operation', operationName: 'Me' }),
      )
    })

    it("is the client's own only when it is short and harmless", async () => {
      const own = await world.post({ query }, { 'x-request-id': 'checkout-42' })
      expect(own.headers.get('x-request-id')).toBe('checkout-42')
      for (const bad of ['x'.repeat(65), 'a b', '<script>']) {
        const { headers } = await world.post({ query }, { 'x-request-id': bad })
        expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      }
    })
  })

  describe('the log of a request', () => {
    it('has name, duration and codes, but neither token nor variables', async () => {
      const token = world.signIn('ada')
      const document = 'mutation Rename($name: String!) { rename(name: $name) { id badge { label } } }'
      world.badges.state.mood = 'throwing'
      const { headers } = await world.post(
        { query: document, variables: { name: 'private words' } },
        { authorization: `Bearer ${token}` },
      )
      const line = world.log.find(
        ({ requestId, msg }) => msg === 'operation' && requestId === headers.get('x-request-id'),
      )
      expect(line).toMatchObject({
        transport: 'http',
        operation: 'mutation',
        operationName: 'Rename',
        durationMs: expect.any(Number),
        errorCodes: ['INTERNAL_SERVER_ERROR'],
      })
      expect(JSON.stringify(world.log)).not.toContain(token)
      expect(JSON.stringify(world.log)).not.toContain('private words')
    })
  })
})
