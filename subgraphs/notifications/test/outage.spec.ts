import type { NewEvent } from '@lyceum/events'
import type { Subgraph } from '@lyceum/kit'
import { createWorld, eventually } from '@lyceum/testkit'
import type { Answer, TestPerson, World } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createNotificationsSubgraph } from '../src/subgraph.ts'

const inbox = '{ notifications(first: 100) { edges { node { id } } } }'
const markAllRead = /* GraphQL */ `
  mutation ($cursor: String!) {
    markNotificationsRead(input: { upTo: $cursor }) {
      unreadCount
    }
  }
`
const feed = 'subscription { notificationReceived { id } }'
const unavailable = {
  message: 'notifications is not available',
  extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'notifications' },
}

let world: World<Subgraph>
beforeAll(async () => {
  world = await createWorld('notifications', createNotificationsSubgraph)
})
afterAll(() => world[Symbol.asyncDispose]())

/** Lets statements on notifications wait, then ends every connection of the subgraph: those that wait fail for certain. */
async function holdNotifications() {
  const holder = await world.dependencies.pool.connect()
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE notifications.notification IN ACCESS EXCLUSIVE MODE')
  return {
    async drop(): Promise<void> {
      await eventually(async () => {
        const { rows } = await holder.query(
          `SELECT FROM pg_locks WHERE relation = 'notifications.notification'::regclass AND NOT granted`,
        )
        expect(rows).toHaveLength(1)
      })
      // With a time to wait, it answers when they have ended.
      await holder.query(`
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`)
    },
    async [Symbol.asyncDispose]() {
      await holder.query('ROLLBACK')
      holder.release()
    },
  }
}

const roleGranted = ({ id }: TestPerson): NewEvent => ({
  type: 'user.role_granted',
  aggregateId: id,
  aggregateVersion: 1,
  payload: { userId: id, role: 'INSTRUCTOR', grantedBy: null },
})

async function take(events: AsyncIterator<Answer>, count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const { value } = (await events.next()) as { readonly value: Answer }
    expect(value.errors).toBeUndefined()
    ids.push(value.data.notificationReceived.id)
  }
  return ids
}

describe('an operation', () => {
  it('that gets no connection in time says that the service is not available', async () => {
    const { pool } = world.dependencies
    // One of all is held by who listens for events.
    const others = Array.from({ length: pool.options.max - 1 }, () => pool.connect())
    const held = await Promise.all(others)
    const answer = await world.person().execute(inbox)
    for (const connection of held) connection.release()
    expect(answer.errors).toMatchObject([unavailable])
  })

  it.each([
    ['a query', inbox],
    ['a mutation', markAllRead],
  ])('whose connection ends says the same: %s', async (_kind, operation) => {
    const person = world.person()
    await world.emit(roleGranted(person))
    const { data } = await person.execute('{ cursor: notificationCursor }')
    let answer: Promise<Answer>
    {
      await using held = await holdNotifications()
      answer = person.execute(operation, data)
      await held.drop()
    }
    expect((await answer).errors).toMatchObject([unavailable])
    expect((await person.execute(operation, data)).errors).toBeUndefined()
  })
})

describe('notificationReceived, when PostgreSQL ends every connection', () => {
  it('goes on with each notification once and in order', async () => {
    const person = world.person()
    const events = await person.subscribe(feed)
    await world.emit(roleGranted(person))
    const heard = await take(events, 1)

    let others: Promise<string[]>
    {
      await using held = await holdNotifications()
      others = take(events, 5)
      await held.drop()
    }
    await eventually(() => person.execute(inbox).then(({ errors }) => expect(errors).toBeUndefined()))
    await world.emit(...Array.from({ length: 5 }, () => roleGranted(person)))
    heard.push(...(await others))
    await events.return?.()

    const { data } = await person.execute(inbox)
    const stored = data.notifications.edges.map(({ node }: { node: { id: string } }) => node.id).reverse()
    expect(heard).toEqual(stored)
    expect(stored).toHaveLength(6)
  })
})
