import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import type { BrokerKind } from './harness.ts'

/** The brokers that this machine can run: Redis where its server is on the PATH. */
export const brokerKinds: readonly BrokerKind[] =
  spawnSync('redis-server', ['--version']).status === 0 ? ['postgres', 'redis'] : ['postgres']

export interface TestRedis {
  readonly url: string
  flush(): Promise<void>
  stop(): Promise<void>
}

/** Starts a Redis that keeps nothing. */
export async function startRedis(): Promise<TestRedis> {
  const port = await findFreePort()
  const server = spawn('redis-server', [
    '--port',
    String(port),
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ])
  for await (const line of server.stdout) {
    if (String(line).includes('Ready to accept connections')) break
  }
  const url = `redis://127.0.0.1:${port}`
  return {
    url,
    async flush() {
      const client = new Redis(url)
      await client.flushall()
      await client.quit()
    },
    async stop() {
      const exited = once(server, 'exit')
      server.kill()
      await exited
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port')
  return address.port
}
