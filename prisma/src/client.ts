import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'

import { observePool } from './observe-pool.ts'
import { traceQueries } from './trace-queries.ts'

export interface PoolOptions {
  /** Most connections that this process opens. @default 20 */
  readonly max?: number
  /** Shown in `pg_stat_activity`. @default 'lyceum' */
  readonly applicationName?: string
  /** Called when an idle connection breaks (server restart); the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void
}

/**
 * Opens the pool that every subgraph of a process shares.
 *
 * The session's time zone is UTC, because Prisma's driver adapter sends times without an offset.
 */
export function createPool(url: string, options: PoolOptions = {}): Pool {
  const { max = 20, applicationName = 'lyceum', onIdleError = () => undefined } = options
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    statement_timeout: 30_000,
    keepAlive: true,
    options: '-c TimeZone=UTC',
  })
  pool.on('error', onIdleError)
  // One that breaks in use fails its statement, which tells whoever waits for it; with no listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  traceQueries(pool)
  observePool(pool)
  return pool
}

interface TransactionOptions {
  readonly isolationLevel: 'ReadCommitted' | 'RepeatableRead' | 'Serializable'
  /** Longest wait for a connection, in milliseconds. */
  readonly maxWait: number
  /** Longest run of the transaction, in milliseconds. */
  readonly timeout: number
}

const DEFAULT_TRANSACTION_OPTIONS: TransactionOptions = {
  isolationLevel: 'ReadCommitted',
  maxWait: 10_000,
  timeout: 20_000,
}

/** Prepared statements live as long as their connection: lists of ids of every length must not pile up. */
const MAX_NAMED_STATEMENTS = 500
const UNNAMED = ''

type PrismaClientClass<Client> = new (options: {
  adapter: PrismaPg
  transactionOptions: TransactionOptions
}) => Client

export interface PrismaClientOptions {
  readonly pool: Pool
  /** The PostgreSQL schema that the subgraph owns, e.g. `courses`. */
  readonly schema: string
}

/** Makes a subgraph's Prisma client on a shared pool. Statements are prepared once per connection. */
export function createPrismaClient<Client>(
  ClientClass: PrismaClientClass<Client>,
  { pool, schema }: PrismaClientOptions,
): Client {
  const statementNames = new Map<string, string>()
  const adapter = new PrismaPg(pool, {
    schema,
    statementNameGenerator: ({ sql }) => nameStatement(statementNames, sql),
  })
  return new ClientClass({ adapter, transactionOptions: DEFAULT_TRANSACTION_OPTIONS })
}

function nameStatement(names: Map<string, string>, sql: string): string {
  const known = names.get(sql)
  if (known !== undefined) return known
  if (names.size >= MAX_NAMED_STATEMENTS) return UNNAMED
  const name = `p_${createHash('sha256').update(sql).digest('base64url').slice(0, 24)}`
  names.set(sql, name)
  return name
}
