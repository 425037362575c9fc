import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

import { readTestEnvironment } from './environment.ts'
import { findFreePort } from './program.ts'

/**
 * Whether redis-server is on the PATH: what needs it is skipped without.
 *
 * @throws {Error} in continuous integration when it is missing, where nothing may be skipped for that
 */
export function hasRedisServer(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true
  if (readTestEnvironment().isContinuousIntegration) throw new Error('redis-server is not on the PATH')
  return false
}

/** A Redis of a spec's own. */
export interface TestRedis {
  readonly url: string
  stop(): Promise<void>
}

/** Starts a Redis that keeps nothing. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await findFreePort()
  const options = { port, bind: '127.0.0.1', save: '', 'maxmemory-policy': 'noeviction' }
  const server = spawn(
    'redis-server',
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
  )
  for await (const line of server.stdout) {
    if (String(line).includes('Ready to accept connections')) break
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      const exited = once(server, 'exit')
      server.kill()
      await exited
    },
  }
}
