import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createWorld } from './fixture/world.ts'
import type { World } from './fixture/world.ts'
import { topologies } from './fixture/topology.ts'

describe.each(topologies)('%s', (topology) => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ topology })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  describe('an operation over HTTP', () => {
    it('joins the fields of several subgraphs', async () => {
      const query = '{ messages { text author { name badge { label } } } }'
      const { status, body } = await world.post({ query })
      expect(status).toBe(200)
      expect(body).toEqual({
        data: { messages: [{ text: 'hello', author: { name: 'ADA', badge: { label: 'gold' } } }] },
      })
    })

    it('runs mutations for the person of the token', async () => {
      const headers = { authorization: `Bearer ${world.signIn('ada')}` }
      const { body } = await world.post({ query: 'mutation { rename(name: "Ada") { id } }' }, headers)
      expect(body).toEqual({ data: { rename: { id: 'ada' } } })
    })

    it('serves queries by GET and refuses mutations there', async () => {
      const get = (query: string) =>
        fetch(`${world.url}/graphql?query=${encodeURIComponent(query)}`, {
          headers: { 'x-apollo-operation-name': 'A' },
        })
      expect(await (await get('{ __typename }')).json()).toEqual({ data: { __typename: 'Query' } })
      expect((await get('mutation { rename(name: "x") { id } }')).status).toBe(405)
    })
  })
})
