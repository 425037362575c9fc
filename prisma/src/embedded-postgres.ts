import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { Client } from 'pg'
import { requireServerAccount } from './postgres-binaries.ts'
import { ensureCluster, passwordPathOf, readPassword, SUPERUSER } from './postgres-cluster.ts'
import { claimCluster } from './postgres-owner.ts'
import { findPostmaster, launchPostmaster, logPathOf, stopPostmaster } from './postmaster.ts'
import type { LaunchOptions, Postmaster } from './postmaster.ts'
import { startReaper } from './reaper.ts'

const HOST = '127.0.0.1'
const DATABASE = 'lyceum'
const LAUNCH_ATTEMPTS = 3

/** What every server of ours runs with; `settings` adds to it. */
const BASE_SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  TimeZone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: '128MB',
}

/** For data that may be lost: nothing waits for the disk. */
const THROWAWAY_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

export interface EmbeddedPostgresOptions {
  /** Made when missing. Its password (`<folder>.password`) and log (`<folder>.log`) lie beside it. */
  readonly dataFolder: string
  /** @default a free port, another one on each start */
  readonly port?: number
  /** False removes the folder on `stop()`, and also when this process dies. */
  readonly persistent: boolean
  /** Server settings, e.g. `{ max_connections: '200', shared_preload_libraries: 'pg_stat_statements' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface EmbeddedPostgres {
  /** Connects as superuser to the database `lyceum`; the password is in it. */
  readonly url: string
  /** Ends all sessions, writes a checkpoint and waits for the server to exit. Idempotent. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL 18 on a data folder, on 127.0.0.1 only.
 *
 * A server that a killed process left behind is stopped first, and nothing that was committed is lost.
 *
 * @throws Error when another living process uses the folder, when the port is taken, or when PostgreSQL refuses to start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { port, persistent, settings = {} } = options
  const dataFolder = resolve(options.dataFolder)
  const account = await requireServerAccount()
  await ensureCluster({ dataFolder, account, isDurable: persistent })
  const password = await readPassword(dataFolder)
  const urlOf = (postmaster: Postmaster, database: string) =>
    `postgresql://${SUPERUSER}:${password}@${HOST}:${postmaster.port}/${database}`

  const orphan = await findPostmaster(dataFolder)
  if (orphan !== null) await stopOrphan(orphan, urlOf(orphan, 'postgres'))

  const postmaster = await launch(port, {
    dataFolder,
    account,
    settings: { ...BASE_SETTINGS, ...(persistent ? {} : THROWAWAY_SETTINGS), ...settings },
  })
  const reaper = persistent ? null : startReaper(postmaster.pid, dataFolder)
  const owner = await claimCluster(urlOf(postmaster, 'postgres'))
  if (owner === null) throw new Error(`Another process took ${dataFolder} at the same moment`)
  await ensureDatabase(urlOf(postmaster, 'postgres'))

  let stopped: Promise<void> | undefined
  const stop = async () => {
    await owner.release()
    await stopPostmaster(postmaster)
    reaper?.dismiss()
    if (!persistent) await removeCluster(dataFolder)
  }
  return { url: urlOf(postmaster, DATABASE), stop: () => (stopped ??= stop()) }
}

/** The address of the server that runs on a data folder now, whoever started it; null when none does. */
export async function findEmbeddedPostgres(dataFolder: string): Promise<string | null> {
  const folder = resolve(dataFolder)
  const postmaster = await findPostmaster(folder)
  if (postmaster === null || !postmaster.isReady) return null
  return `postgresql://${SUPERUSER}:${await readPassword(folder)}@${HOST}:${postmaster.port}/${DATABASE}`
}

/** The owner of a server keeps a session open, so a server without one is an orphan. */
async function stopOrphan(postmaster: Postmaster, url: string): Promise<void> {
  const owner = await claimCluster(url)
  if (owner === null) {
    throw new Error(`Another process already runs on this data folder (PostgreSQL pid ${postmaster.pid})`)
  }
  await owner.release()
  await stopPostmaster(postmaster)
}

async function launch(port: number | undefined, options: Omit<LaunchOptions, 'port'>): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchPostmaster({ ...options, port: port ?? (await findFreePort()) })
    } catch (error) {
      // A free port may be taken before the server binds it.
      if (port !== undefined || attempt >= LAUNCH_ATTEMPTS) throw error
    }
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(0, HOST, listening)
  })
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port')
  return address.port
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

async function removeCluster(dataFolder: string): Promise<void> {
  const paths = [dataFolder, passwordPathOf(dataFolder), logPathOf(dataFolder)]
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })))
}
