import { Role, UserErrorCode } from '@lyceum/kit'

import { createWorld } from '@lyceum/testkit'
import type { World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUsersSubgraph } from '../src/subgraph.ts'
import type { UsersSubgraph } from '../src/subgraph.ts'

const createUser = /* GraphQL */ `
  mutation ($email: String!, $password: String!, $username: String) {
    createUser(email: $email, password: $password, username: $username) {
      user {
        id
        username
        displayName
        roles
        email
      }
      userErrors {
        code
        path
      }
    }
  }
`
const tokenAuth = /* GraphQL */ `
  mutation ($username: String!, $password: String!) {
    tokenAuth(username: $username, password: $password) {
      accessToken
      refreshToken
      expiresAt
      user {
        id
      }
      userErrors {
        code
        path
      }
    }
  }
`
const refreshToken = /* GraphQL */ `
  mutation ($refreshToken: String!) {
    refreshToken(refreshToken: $refreshToken) {
      accessToken
      refreshToken
      userErrors {
        code
        path
      }
    }
  }
`
const grantRole = /* GraphQL */ `
  mutation ($input: GrantRoleInput!) {
    grantRole(input: $input) {
      user {
        id
        roles
      }
      userErrors {
        code
      }
    }
  }
`
const revokeRole = /* GraphQL */ `
  mutation ($input: RevokeRoleInput!) {
    revokeRole(input: $input) {
      user {
        id
        roles
      }
      userErrors {
        code
      }
    }
  }
`
const password = 'correct horse battery'

let world: World<UsersSubgraph>
let people = 0

beforeAll(async () => {
  world = await createWorld('users', createUsersSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

async function register(): Promise<{ id: string; email: string }> {
  people += 1
  const email = `person${people}@example.org`
  const { data } = await world.anonymous.execute(createUser, { email, password })
  return { id: data.createUser.user.id, email }
}

async function signIn(username: string) {
  const { data } = await world.anonymous.execute(tokenAuth, { username, password })
  return data.tokenAuth
}

describe('createUser', () => {
  it('makes a student and says so', async () => {
    const email = 'Grace@Example.org'
    const { data } = await world.anonymous.execute(createUser, { email, password, username: 'grace' })
    expect(data.createUser).toEqual({
      user: { id: expect.any(String), username: 'grace', displayName: 'grace', roles: null, email: null },
      userErrors: [],
    })
    const { id } = data.createUser.user
    const said = await world.said('user.registered')
    expect(said.find(({ aggregateId }) => aggregateId === id)).toMatchObject({
      aggregateVersion: 1,
      payload: { userId: id, email, username: 'grace', roles: ['STUDENT'] },
    })
  })

  it('refuses an e-mail address that has an account, whatever its case', async () => {
    const { email } = await register()
    const { data } = await world.anonymous.execute(createUser, { email: email.toUpperCase(), password })
    expect(data.createUser).toEqual({
      user: null,
      userErrors: [{ code: UserErrorCode.EMAIL_TAKEN, path: ['email'] }],
    })
  })

  it('refuses a user name that is taken', async () => {
    await world.anonymous.execute(createUser, { email: 'hopper1@example.org', password, username: 'hopper' })
    const { data } = await world.anonymous.execute(createUser, {
      email: 'hopper2@example.org',
      password,
      username: 'Hopper',
    })
    expect(data.createUser.userErrors).toEqual([{ code: UserErrorCode.USERNAME_TAKEN, path: ['username'] }])
  })

  it.each([
    [{ email: 'nobody', password }, ['email']],
    [{ email: 'a@example.org', password: 'short' }, ['password']],
    [{ email: 'longaddress@example.org', password: 'longaddress@example.org!' }, ['password']],
    [{ email: 'a@example.org', password, username: 'a b' }, ['username']],
  ])('refuses %j and says which argument is wrong', async (variables, path) => {
    const { data } = await world.anonymous.execute(createUser, variables)
    expect(data.createUser).toEqual({ user: null, userErrors: [{ code: UserErrorCode.INVALID_INPUT, path }] })
  })
})

describe('tokenAuth', () => {
  it('signs in by user name and by e-mail address, with a token that every subgraph accepts', async () => {
    const { id, email } = await register()
    const session = await signIn(email)
    expect(session).toMatchObject({ user: { id }, userErrors: [] })
    await expect(world.dependencies.verifyAccessToken(session.accessToken)).resolves.toMatchObject({
      id,
      roles: [Role.STUDENT],
    })
  })

  it('answers a wrong password and an unknown person alike', async () => {
    const { email } = await register()
    const refused = {
      user: null,
      accessToken: null,
      userErrors: [{ code: UserErrorCode.INVALID_CREDENTIALS, path: [] }],
    }
    for (const username of [email, 'nobody@example.org']) {
      const { data } = await world.anonymous.execute(tokenAuth, { username, password: 'a wrong password' })
      expect(data.tokenAuth).toMatchObject(refused)
    }
  })

  it('slows down who guesses, and lets them in after the wait', async () => {
    const { email } = await register()
    for (let guess = 0; guess < 5; guess += 1) {
      await world.anonymous.execute(tokenAuth, { username: email, password: `guess ${guess}` })
    }
    const blocked = await world.anonymous.execute(tokenAuth, { username: email, password })
    expect(blocked.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 })
    world.clock.advance(2_000)
    expect(await signIn(email)).toMatchObject({ userErrors: [] })
  })

  it('lets nobody guess faster by guessing many at once', async () => {
    const { email } = await register()
    const guesses = Array.from({ length: 20 }, (_, guess) =>
      world.anonymous.execute(tokenAuth, { username: email, password: `guess ${guess}` }),
    )
    const checked = (await Promise.all(guesses)).filter(({ errors }) => errors === undefined)
    expect(checked).toHaveLength(5)
  })
})

describe('refreshToken', () => {
  it('exchanges a token once; a lost answer is given again within ten seconds', async () => {
    const { email } = await register()
    const first = await signIn(email)
    const second = await world.anonymous.execute(refreshToken, { refreshToken: first.refreshToken })
    const again = await world.anonymous.execute(refreshToken, { refreshToken: first.refreshToken })
    expect(second.data.refreshToken.userErrors).toEqual([])
    expect(second.data.refreshToken.refreshToken).not.toBe(first.refreshToken)
    expect(again.data.refreshToken.refreshToken).toBe(second.data.refreshToken.refreshToken)
  })

  it('ends the whole session when a token is used again later', async () => {
    const { email } = await register()
    const first = await signIn(email)
    const second = await world.anonymous.execute(refreshToken, { refreshToken: first.refreshToken })
    world.clock.advance(11_000)
    const refused = {
      refreshToken: null,
      userErrors: [{ code: UserErrorCode.INVALID_REFRESH_TOKEN, path: ['refreshToken'] }],
    }
    const reused = await world.anonymous.execute(refreshToken, { refreshToken: first.refreshToken })
    expect(reused.data.refreshToken).toMatchObject(refused)
    const successor = await world.anonymous.execute(refreshToken, {
      refreshToken: second.data.refreshToken.refreshToken,
    })
    expect(successor.data.refreshToken).toMatchObject(refused)
  })

  it('gives twenty parallel requests with one token the same successor', async () => {
    const { email } = await register()
    const first = await signIn(email)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.anonymous.execute(refreshToken, { refreshToken: first.refreshToken }),
      ),
    )
    expect(new Set(answers.map(({ data }) => data.refreshToken.refreshToken)).size).toBe(1)
  })

  it('refuses a token it never gave', async () => {
    const { data } = await world.anonymous.execute(refreshToken, { refreshToken: 'made up' })
    expect(data.refreshToken.userErrors).toEqual([
      { code: UserErrorCode.INVALID_REFRESH_TOKEN, path: ['refreshToken'] },
    ])
  })
})

describe('whoami, user and users', () => {
  it('shows e-mail address and roles to the person and to administrators only', async () => {
    const { id, email } = await register()
    const query = /* GraphQL */ `
      query ($id: ID!) {
        user(id: $id) {
          email
          roles
        }
      }
    `
    const own = await world.person({ id, roles: [Role.STUDENT] }).execute(query, { id })
    const administrator = await world.person({ roles: [Role.ADMINISTRATOR] }).execute(query, { id })
    const other = await world.person({ roles: [Role.INSTRUCTOR] }).execute(query, { id })
    expect(own.data.user).toEqual({ email, roles: ['STUDENT'] })
    expect(administrator.data.user).toEqual({ email, roles: ['STUDENT'] })
    expect(other.data.user).toEqual({ email: null, roles: null })
  })

  it('answers null for nobody and for ids that are none', async () => {
    const { data } = await world.anonymous.execute(/* GraphQL */ `
      {
        whoami {
          id
        }
        user(id: "1 OR 1=1") {
          id
        }
      }
    `)
    expect(data).toEqual({ whoami: null, user: null })
  })

  it('finds people by what their name contains, taken literally', async () => {
    await register()
    const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
    const search = /* GraphQL */ `
      query ($search: String) {
        users(search: $search) {
          edges {
            node {
              username
            }
          }
        }
      }
    `
    for (const wildcard of ['%', 'perso_', '\\']) {
      const { data } = await administrator.execute(search, { search: wildcard })
      expect(data.users.edges, wildcard).toEqual([])
    }
    const { data } = await administrator.execute(search, { search: 'PERSON' })
    expect(data.users.edges).not.toEqual([])
  })

  it('lists people to administrators, page by page', async () => {
    await register()
    await register()
    const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
    const query = /* GraphQL */ `
      query ($after: String) {
        users(first: 1, after: $after) {
          edges {
            node {
              id
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `
    const first = await administrator.execute(query)
    const { endCursor, hasNextPage } = first.data.users.pageInfo
    const second = await administrator.execute(query, { after: endCursor })
    expect(hasNextPage).toBe(true)
    expect(second.data.users.edges[0].node.id).not.toBe(first.data.users.edges[0].node.id)
    const refused = await world.person({ roles: [Role.INSTRUCTOR] }).execute(query)
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
  })

  it.each(['{ users(first: 1000) { edges { cursor } } }', '{ users(after: "?") { edges { cursor } } }'])(
    'refuses %s as bad input',
    async (query) => {
      const { errors } = await world.person({ roles: [Role.ADMINISTRATOR] }).execute(query)
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    },
  )
})

describe('grantRole and revokeRole', () => {
  it('gives a role once and says so once', async () => {
    const { id } = await register()
    const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
    const input = { userId: id, role: Role.INSTRUCTOR }
    const granted = await administrator.execute(grantRole, { input })
    await administrator.execute(grantRole, { input })
    expect(granted.data.grantRole).toEqual({ user: { id, roles: ['INSTRUCTOR', 'STUDENT'] }, userErrors: [] })
    const said = await world.said('user.role_granted')
    expect(said.filter(({ aggregateId }) => aggregateId === id)).toHaveLength(1)
  })

  it('keeps the last administrator', async () => {
    const { id, email } = await register()
    await world.subgraph.grantAdministrator(email)
    const administrator = world.person({ id, roles: [Role.ADMINISTRATOR] })
    const { data } = await administrator.execute(revokeRole, {
      input: { userId: id, role: Role.ADMINISTRATOR },
    })
    expect(data.revokeRole).toEqual({ user: null, userErrors: [{ code: UserErrorCode.LAST_ADMINISTRATOR }] })
  })

  it.each([
    ['anonymous', null, 'UNAUTHENTICATED'],
    ['a student', [Role.STUDENT], 'FORBIDDEN'],
    ['an instructor', [Role.INSTRUCTOR], 'FORBIDDEN'],
  ])('is refused to %s', async (_name, roles, code) => {
    const { id } = await register()
    const viewer = roles === null ? world.anonymous : world.person({ roles })
    const { errors } = await viewer.execute(grantRole, { input: { userId: id, role: Role.ADMINISTRATOR } })
    expect(errors?.[0]?.extensions).toMatchObject({ code })
  })

  it('finds nobody by an unknown id', async () => {
    const administrator = world.person({ roles: [Role.ADMINISTRATOR] })
    const { errors } = await administrator.execute(grantRole, {
      input: { userId: 'nobody', role: Role.STUDENT },
    })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
  })
})
