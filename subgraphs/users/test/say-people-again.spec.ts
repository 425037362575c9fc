import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { createWorld } from '@lyceum/testkit'
import { expect, it } from 'vitest'

import { createUsersSubgraph } from '../src/subgraph.ts'

const migration = new URL(
  '../../../prisma/users/migrations/20261120155800_say_people_again/migration.sql',
  import.meta.url,
)
const createUser = /* GraphQL */ `
  mutation ($email: String!) {
    createUser(email: $email, password: "a long enough password") {
      user {
        id
      }
    }
  }
`

it('says everybody who registered before once more, as they are now, at the version that is known', async () => {
  await using world = await createWorld('users', createUsersSubgraph)
  for (const name of ['ada', 'grace']) {
    await world.anonymous.execute(createUser, { email: `${name}@example.org` })
  }
  await world.subgraph.grantAdministrator('grace@example.org')
  const before = await world.said()
  const sql = await readFile(fileURLToPath(migration), 'utf8')
  const client = await world.dependencies.pool.connect()
  try {
    await client.query(`BEGIN; SET LOCAL search_path TO users, public; ${sql} COMMIT;`)
  } finally {
    client.release()
  }
  const again = (await world.said()).slice(before.length)
  const last = new Map(
    before.filter(({ type }) => type !== 'user.role_granted').map((event) => [event.aggregateId, event]),
  )
  expect(again).toHaveLength(2)
  for (const event of again) {
    const { aggregateVersion, payload } = last.get(event.aggregateId) ?? {}
    expect(event).toMatchObject({ type: 'user.updated', aggregateVersion, payload })
  }
})
