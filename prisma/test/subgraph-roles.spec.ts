import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployMigrations, deployRoles, roleOf, startTemporaryPostgres } from '../src/index.ts'
import type { EmbeddedPostgres } from '../src/index.ts'

/** SQLSTATE insufficient_privilege. */
const refused = { code: '42501' }

let postgres: EmbeddedPostgres
let owner: Client
let users: Client
let addresses: Readonly<Record<string, string>>
const password = (subgraph: string): string => `p@ss/'${subgraph}"%`

async function connect(url: string | undefined): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}

beforeAll(async () => {
  postgres = await startTemporaryPostgres()
  await deployMigrations({ url: postgres.url })
  addresses = await deployRoles({ url: postgres.url, password })
  owner = await connect(postgres.url)
  users = await connect(addresses['users'])
}, 60_000)

afterAll(async () => {
  await users.end()
  await owner.end()
  await postgres.stop()
})

describe('the role of a subgraph', () => {
  it('exists for every subgraph and is none of the powerful ones', async () => {
    const { rows } = await owner.query(
      `SELECT rolname FROM pg_roles WHERE rolname LIKE 'lyceum\\_%' AND rolcanlogin
       AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls) ORDER BY rolname`,
    )
    expect(rows.map(({ rolname }) => rolname as string)).toEqual(
      Object.keys(addresses).map(roleOf).toSorted(),
    )
  })

  it('reads and writes rows of its own schema', async () => {
    const inserted = await users.query(
      `INSERT INTO users."user" (username, email, password_hash, display_name, updated_at)
       VALUES ('ada', 'ada@example.org', 'hash', 'Ada', now()) RETURNING id`,
    )
    expect(inserted.rowCount).toBe(1)
    expect((await users.query('SELECT FROM users."user"')).rowCount).toBe(1)
    expect((await users.query('DELETE FROM users."user"')).rowCount).toBe(1)
  })

  it('draws numbers of its own sequences, listens and notifies', async () => {
    const heard = new Promise((resolve) => users.once('notification', resolve))
    await users.query('LISTEN users_outbox')
    await users.query("NOTIFY users_outbox, 'x'")
    await expect(heard).resolves.toMatchObject({ channel: 'users_outbox', payload: 'x' })
    const { rows } = await users.query(
      `SELECT nextval(pg_get_serial_sequence('users.outbox_event', 'sequence'))`,
    )
    expect(rows).toHaveLength(1)
  })

  it('uses the catalogue, and what extensions and PostgreSQL offer to everybody', async () => {
    const courses = await connect(addresses['courses'])
    const { rows } = await courses.query(
      `SELECT uuidv7() IS NOT NULL AS id, public.similarity('a', 'a') = 1 AS trigrams,
              courses.fold_text('É') = 'e' AS folded, (SELECT count(*) > 0 FROM pg_catalog.pg_class) AS catalogue`,
    )
    await courses.end()
    expect(rows).toEqual([{ id: true, trigrams: true, folded: true, catalogue: true }])
  })

  it.each([
    ['read', 'SELECT * FROM courses.course'],
    ['count', 'SELECT count(*) FROM payments."order"'],
    ['insert', `INSERT INTO courses.category (name, slug) VALUES ('x', 'x')`],
    ['update', `UPDATE notifications.outbox_event SET type = 'x'`],
    ['delete', 'DELETE FROM enrollments.enrollment'],
    ['truncate', 'TRUNCATE media.media_asset'],
    ['call functions', `SELECT courses.fold_text('x')`],
    ['draw numbers', `SELECT nextval('courses.outbox_event_sequence_seq')`],
    ['make tables', 'CREATE TABLE courses.mine (id int)'],
    ['change tables', 'ALTER TABLE courses.course ADD COLUMN mine int'],
    ['drop tables', 'DROP TABLE courses.course'],
    ['drop', 'DROP SCHEMA courses CASCADE'],
    ['refer to tables', 'CREATE TEMPORARY VIEW spy AS SELECT * FROM courses.course'],
  ])('cannot %s in the schema of another', async (_what, sql) => {
    await expect(users.query(sql)).rejects.toMatchObject(refused)
  })

  it.each([
    ['tables in its own schema', 'CREATE TABLE users.mine (id int)'],
    ['tables in public', 'CREATE TABLE public.mine (id int)'],
    ['temporary tables', 'CREATE TEMPORARY TABLE mine (id int)'],
    ['schemas', 'CREATE SCHEMA mine'],
    ['databases', 'CREATE DATABASE mine'],
    ['roles', 'CREATE ROLE mine'],
    ['extensions', 'CREATE EXTENSION file_fdw'],
  ])('cannot make %s', async (_what, sql) => {
    await expect(users.query(sql)).rejects.toMatchObject(refused)
  })

  it.each([
    ['change its own tables', 'ALTER TABLE users."user" ADD COLUMN mine int'],
    ['empty its own tables at once', 'TRUNCATE users."user" CASCADE'],
    ['read the history of migrations', 'SELECT * FROM users._prisma_migrations'],
    ['become the role of another', 'SET ROLE lyceum_courses'],
    ['become the owner', 'SET ROLE lyceum'],
    ['read files of the server', `SELECT pg_read_file('postgresql.conf')`],
    ['run programs', `COPY (SELECT 1) TO PROGRAM 'true'`],
    ['read passwords', 'SELECT * FROM pg_authid'],
  ])('cannot %s', async (_what, sql) => {
    await expect(users.query(sql)).rejects.toMatchObject(refused)
  })

  it('cannot give away its rights', async () => {
    // PostgreSQL warns, and grants nothing.
    await users.query('GRANT SELECT ON users."user" TO PUBLIC')
    const { rows } = await owner.query(
      `SELECT has_table_privilege('lyceum_courses', 'users.user', 'SELECT') AS has`,
    )
    expect(rows).toEqual([{ has: false }])
  })

  it('reaches the tables that a later migration makes', async () => {
    await owner.query('CREATE TABLE users.later (id bigserial PRIMARY KEY)')
    expect((await users.query('INSERT INTO users.later DEFAULT VALUES')).rowCount).toBe(1)
  })

  it('gets its new password when it is deployed again, and keeps its rights', async () => {
    const again = await deployRoles({ url: postgres.url, password: () => 'changed' })
    await expect(connect(addresses['users'])).rejects.toMatchObject({ code: '28P01' })
    const client = await connect(again['users'])
    expect((await client.query('SELECT FROM users."user"')).rowCount).toBe(0)
    await client.end()
  })
})
