import { createWorld, eventually } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { createUsersSubgraph } from '../src/subgraph.ts'

const dayMilliseconds = 86_400_000
const credentials = { email: 'ann@example.org', password: 'correct horse battery staple' }

describe('a session that has expired', () => {
  it('is forgotten, and a younger one is not', async () => {
    await using world = await createWorld('users', (dependencies) =>
      createUsersSubgraph({ ...dependencies, sweepMilliseconds: 20 }),
    )
    const signIn = () =>
      world.anonymous.execute(
        'mutation ($email: String!, $password: String!) { tokenAuth(username: $email, password: $password) { refreshToken } }',
        credentials,
      )
    const countTokens = async () => {
      const { rows } = await world.dependencies.pool.query('SELECT 1 FROM users.refresh_token')
      return rows.length
    }
    await world.anonymous.execute(
      'mutation ($email: String!, $password: String!) { createUser(email: $email, password: $password) { user { id } } }',
      credentials,
    )
    await signIn()
    world.clock.advance(29 * dayMilliseconds)
    await signIn()
    expect(await countTokens()).toBe(2)

    world.clock.advance(2 * dayMilliseconds)

    await eventually(async () => expect(await countTokens()).toBe(1))
  })
})
