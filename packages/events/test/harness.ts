import { randomUUID } from 'node:crypto'
import { createPool } from '@lyceum/prisma'
import { Client, type Pool, type PoolClient } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import {
  createBroker,
  createEventDatabase,
  type Broker,
  type BrokerOptions,
  type EventDatabase,
  type SqlClient,
  type Transact,
} from '../src/index.ts'
import { startRedis } from './redis-server.ts'

export const logger = pino({ level: 'silent' })

/** A database with two subgraphs' tables and a broker of the kind. */
export interface Harness extends AsyncDisposable {
  readonly pool: Pool
  readonly database: EventDatabase
  readonly broker: Broker
  readonly transact: Transact
  readonly brokerOptions: BrokerOptions
  openBroker(): Promise<Broker>
  /** Makes the broker forget every job. */
  wipeQueues(): Promise<void>
  /** Makes the broker forget who listens for live messages. */
  wipeSubscribers(): Promise<void>
  /** Rows of a statement, one column. */
  column(statement: string): Promise<unknown[]>
}

/** The subgraphs whose tables every harness has. */
const SCHEMAS = ['lectures', 'enrollments'] as const

const tablesOf = (schema: string) => `
  CREATE SCHEMA ${schema};
  CREATE TABLE ${schema}.outbox_event (
    id uuid PRIMARY KEY, type text NOT NULL, aggregate_id text NOT NULL, aggregate_version bigint NOT NULL,
    payload jsonb NOT NULL, request_id text, traceparent text, occurred_at timestamptz(3) NOT NULL, sequence bigserial NOT NULL,
    published_at timestamptz(3), settled_at timestamptz(3));
  CREATE INDEX ON ${schema}.outbox_event (sequence) WHERE published_at IS NULL;
  CREATE INDEX ON ${schema}.outbox_event (published_at) WHERE settled_at IS NULL;
  CREATE TABLE ${schema}.inbox_event (event_id uuid PRIMARY KEY, type text NOT NULL, received_at timestamptz(3) NOT NULL);
  CREATE TABLE ${schema}.dead_letter (
    id uuid PRIMARY KEY DEFAULT uuidv7(), event_id uuid NOT NULL UNIQUE, type text NOT NULL, envelope jsonb NOT NULL,
    error text NOT NULL, failed_at timestamptz(3) NOT NULL, replayed_at timestamptz(3));
  CREATE TABLE ${schema}.effect (
    position bigserial, event_id uuid NOT NULL, aggregate_id text NOT NULL, aggregate_version bigint NOT NULL);`

export type BrokerKind = BrokerOptions['kind']

export async function createHarness(kind: BrokerKind): Promise<Harness> {
  const undo: (() => Promise<void>)[] = []
  const closeAtEnd = <T>(resource: T, close: (resource: T) => Promise<void>) => {
    undo.unshift(() => close(resource))
    return resource
  }
  const connectionString = closeAtEnd(await createDatabase(), dropDatabase)
  const redis = kind === 'redis' ? closeAtEnd(await startRedis(), (server) => server.stop()) : undefined
  const brokerOptions: BrokerOptions =
    redis === undefined
      ? { kind: 'postgres', connectionString, schema: 'bullmq' }
      : { kind: 'redis', url: redis.url }
  const pool = closeAtEnd(createPool(connectionString, { max: 12 }), (opened) => opened.end())
  const database = closeAtEnd(createEventDatabase({ pool, logger }), (opened) => opened.close())
  const openBroker = async () =>
    closeAtEnd(await createBroker(brokerOptions, { logger }), (opened) => opened.close({ timeoutMs: 1_000 }))
  const broker = await openBroker()
  return {
    pool,
    database,
    broker,
    brokerOptions,
    openBroker,
    transact: (work) => database.transaction((session) => work(toSqlClient(session))),
    async wipeQueues() {
      if (redis === undefined) await pool.query('DELETE FROM bullmq.job')
      else await redis.flush()
    },
    async wipeSubscribers() {
      if (redis === undefined) await pool.query('DELETE FROM bullmq.relay_node')
      else await redis.flush()
    },
    async column(statement) {
      const { rows } = await pool.query<Record<string, unknown>>(statement)
      return rows.map((row) => Object.values(row)[0])
    },
    async [Symbol.asyncDispose]() {
      for (const step of undo) await step()
    },
  }
}

/** A session in the shape of a Prisma transaction client. */
export function toSqlClient(session: PoolClient): SqlClient {
  return {
    async $queryRawUnsafe(query, ...values) {
      const { rows } = await session.query(query, values)
      return rows as never
    },
    async $executeRawUnsafe(query, ...values) {
      const { rowCount } = await session.query(query, values)
      return rowCount ?? 0
    },
  }
}

async function createDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const name = `events_${randomUUID().replaceAll('-', '')}`
  await runOnce(url.href, `CREATE DATABASE ${name}`)
  url.pathname = `/${name}`
  await runOnce(url.href, SCHEMAS.map(tablesOf).join('\n'))
  return url.href
}

async function dropDatabase(url: string): Promise<void> {
  await runOnce(inject('postgresUrl'), `DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
}

async function runOnce(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
