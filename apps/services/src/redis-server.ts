import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { eventually } from '@lyceum/testkit/eventually'
import { endWithUs } from '@lyceum/testkit/program'
import { Redis } from 'ioredis'

import { findFreePorts } from './free-ports.ts'

export interface RedisServerOptions {
  /** Where it keeps what it is given; made when missing. */
  readonly dataFolder: string
  readonly password: string
  /** @default a free one */
  readonly port?: number
}

export interface RedisServer {
  /** With the password in it. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts Redis as BullMQ needs it: every write is in the append-only file, and nothing is evicted.
 * @throws {Error} when redis-server is not on the PATH or does not start
 */
export async function startRedisServer(options: RedisServerOptions): Promise<RedisServer> {
  const { dataFolder, password } = options
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const [free = 0] = await findFreePorts(1)
  const { port = free } = options
  const url = toUrl(password, port)
  const child = spawn('redis-server', ['-'], {
    cwd: dataFolder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`redis-server ended with ${code}`)
  })
  failed.catch(() => undefined)
  // By its input, not by arguments: those can be read by everybody on this machine.
  child.stdin.end(
    [
      `port ${port}`,
      'bind 127.0.0.1',
      `requirepass ${password}`,
      'appendonly yes',
      'save ""',
      'maxmemory-policy noeviction',
      'daemonize no',
    ].join('\n'),
  )
  const dismiss = endWithUs(child.pid)
  await Promise.race([failed, eventually(() => ping(url))])
  await writeFile(portPathOf(dataFolder), String(port))
  return {
    url,
    async stop() {
      await rm(portPathOf(dataFolder), { force: true })
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit')
        child.kill('SIGTERM')
        await exited
      }
      dismiss()
    },
  }
}

/** The address of the server that runs on a data folder now, whoever started it; null when none does. */
export async function findRedisServer({
  dataFolder,
  password,
}: Pick<RedisServerOptions, 'dataFolder' | 'password'>): Promise<string | null> {
  const port = await readFile(portPathOf(dataFolder), 'utf8').catch(() => null)
  if (port === null) return null
  const url = toUrl(password, Number(port))
  return ping(url).then(
    () => url,
    // What a killed process left behind, or somebody else's by now.
    () => null,
  )
}

const portPathOf = (dataFolder: string): string => join(dataFolder, 'port')

const toUrl = (password: string, port: number): string =>
  `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`

async function ping(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    await redis.ping()
  } finally {
    redis.disconnect()
  }
}
