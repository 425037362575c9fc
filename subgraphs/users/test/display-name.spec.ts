import { UserErrorCode } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createUsersSubgraph } from '../src/subgraph.ts'
import type { UsersSubgraph } from '../src/subgraph.ts'

const createUser = /* GraphQL */ `
  mutation ($email: String!, $displayName: String) {
    createUser(email: $email, password: "correct horse battery", displayName: $displayName) {
      user {
        id
        displayName
      }
      userErrors {
        code
        path
      }
    }
  }
`
const updateProfile = /* GraphQL */ `
  mutation ($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      user {
        displayName
      }
      userErrors {
        code
        path
      }
    }
  }
`

let world: World<UsersSubgraph>
beforeAll(async () => {
  world = await createWorld('users', createUsersSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

const hiding = [
  ['a line break', 'Ada\nLovelace'],
  ['a right-to-left override', 'Ada \u202Eecalevol'],
  ['a space without width', 'A\u200Bda'],
  ['a joiner between Latin letters', 'A\u200Dda'],
  ['marks alone', '\u0335'],
]

describe('a display name', () => {
  it.each(hiding)('with %s is refused at registration', async (_what, displayName) => {
    const email = 'somebody@example.org'
    const { data } = await world.anonymous.execute(createUser, { email, displayName })
    expect(data.createUser).toEqual({
      user: null,
      userErrors: [{ code: UserErrorCode.INVALID_INPUT, path: ['displayName'] }],
    })
    expect(await world.said('user.registered')).not.toContainEqual(
      expect.objectContaining({ payload: expect.objectContaining({ email }) }),
    )
  })

  it('of whatever script keeps its joiners, changes, and is said in its composed form', async () => {
    const persian = 'امیر می\u200Cخواهم'
    const email = 'amir@example.org'
    const { data } = await world.anonymous.execute(createUser, { email, displayName: persian })
    const { id, displayName } = data.createUser.user
    expect(displayName).toBe(persian)
    const person = world.person({ id })
    const changed = await person.execute(updateProfile, { input: { displayName: ' Ame\u0301lie ' } })
    expect(changed.data.updateProfile).toEqual({ user: { displayName: 'Amélie' }, userErrors: [] })
    const said = await world.said('user.updated')
    expect(said.filter(({ aggregateId }) => aggregateId === id)).toMatchObject([
      { payload: { displayName: 'Amélie' } },
    ])
    for (const [, hidden] of hiding) {
      const { data: refused } = await person.execute(updateProfile, { input: { displayName: hidden } })
      expect(refused.updateProfile).toEqual({
        user: null,
        userErrors: [{ code: UserErrorCode.INVALID_INPUT, path: ['input', 'displayName'] }],
      })
    }
  })
})
