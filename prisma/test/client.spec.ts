import { randomUUID } from 'node:crypto'
import { PrismaClient } from '@lyceum/prisma/users'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createPool,
  createPrismaClient,
  createTransactor,
  deployMigrations,
  isUniqueViolation,
} from '../src/index.ts'
import { startTemporaryPostgres } from '../src/index.ts'
import type { EmbeddedPostgres, RawQueries } from '../src/index.ts'

let postgres: EmbeddedPostgres
let pool: Pool
let client: PrismaClient

beforeAll(async () => {
  postgres = await startTemporaryPostgres({ settings: { TimeZone: 'Asia/Tokyo' } })
  await deployMigrations({ url: postgres.url })
  pool = createPool(postgres.url, { max: 4 })
  client = createPrismaClient(PrismaClient, { pool, schema: 'users' })
}, 60_000)

afterAll(async () => {
  await client.$disconnect()
  await pool.end()
  await postgres.stop()
})

function createUser(change: { email?: string; username?: string } = {}) {
  const name = randomUUID()
  const user = { username: name, email: `${name}@example.org`, passwordHash: 'hash', displayName: 'Ada' }
  return client.user.create({ data: { ...user, ...change } })
}

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('createPool', () => {
  it('gives out a connection that may break in use: its statement fails and the next one works', async () => {
    const session = await pool.connect()
    const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const ended = new Promise<void>((resolve) => session.once('end', resolve))
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await ended
    const error = await rejectionOf(session.query('SELECT 1'))
    session.release(true)

    expect(error).toBeInstanceOf(Error)
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })
})

describe('isUniqueViolation', () => {
  it('recognises the index by its name and by its column, whatever the case of the value', async () => {
    const { email } = await createUser()

    const error = await rejectionOf(createUser({ email: email.toUpperCase() }))

    expect(isUniqueViolation(error)).toBe(true)
    expect(isUniqueViolation(error, 'email')).toBe(true)
    expect(isUniqueViolation(error, 'user_email_key')).toBe(true)
    expect(isUniqueViolation(error, 'username')).toBe(false)
  })

  it('recognises it in raw queries, through Prisma and through pg', async () => {
    const { id } = await createUser()
    const sql = `INSERT INTO users.inbox_event (event_id, type) VALUES ('${id}', 'x')`
    await client.$executeRawUnsafe(sql)

    const errors = [await rejectionOf(client.$executeRawUnsafe(sql)), await rejectionOf(pool.query(sql))]

    expect(errors.map((error) => isUniqueViolation(error, 'inbox_event_pkey'))).toEqual([true, true])
  })

  it('is false for other failures', async () => {
    expect(isUniqueViolation(await rejectionOf(client.$executeRawUnsafe('SELECT 1 / 0')))).toBe(false)
  })
})

describe('transact', () => {
  it('runs the whole transaction again after a deadlock', async () => {
    const transact = createTransactor(client)
    const [first, second] = await Promise.all([createUser(), createUser()])
    let bothHold = 0
    let release: () => void = () => undefined
    const met = new Promise<void>((resolve) => (release = resolve))
    const renameBoth = (ids: readonly [string, string]) =>
      transact(async (tx) => {
        await tx.user.update({ where: { id: ids[0] }, data: { version: { increment: 1 } } })
        bothHold += 1
        if (bothHold === 2) release()
        await met
        await tx.user.update({ where: { id: ids[1] }, data: { version: { increment: 1 } } })
      })

    await Promise.all([renameBoth([first.id, second.id]), renameBoth([second.id, first.id])])

    const users = await client.user.findMany({ where: { id: { in: [first.id, second.id] } } })
    expect(users.map(({ version }) => version)).toEqual([3n, 3n])
    expect(bothHold).toBe(3)
  })

  it.each(['40001', '40P01'])(
    'runs again after SQLSTATE %s in a raw query, and gives up in the end',
    async (state) => {
      const transact = createTransactor(client, { attempts: 3, backoffMilliseconds: 1 })
      let runs = 0
      const failing = transact(async (tx) => {
        runs += 1
        await tx.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${state}'; END $$`)
      })

      await expect(failing).rejects.toThrow('again')
      expect(runs).toBe(3)
    },
  )

  it('rolls back and does not repeat what failed for another reason', async () => {
    const transact = createTransactor(client)
    const eventId = randomUUID()
    const insert = (tx: RawQueries) =>
      tx.$executeRaw`INSERT INTO users.inbox_event VALUES (${eventId}::uuid, 'x', now())`

    await expect(
      transact(async (tx) => {
        await insert(tx)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')

    expect(await client.inboxEvent.count({ where: { eventId } })).toBe(0)
  })
})

describe('createPrismaClient', () => {
  it('keeps times exact whatever the time zone of the server', async () => {
    const { id } = await createUser()
    const updatedAt = new Date('2026-01-02T03:04:05.678Z')

    await client.user.update({ where: { id }, data: { updatedAt } })

    expect(await client.user.findUnique({ where: { id }, select: { updatedAt: true } })).toEqual({
      updatedAt,
    })
  })
})
