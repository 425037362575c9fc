import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

import { eventually } from '../eventually.ts'

/** Stripe's own mock in a process of its own: it judges the shapes of requests and remembers nothing. */
export interface StripeMock extends AsyncDisposable {
  /** For example `http://127.0.0.1:12111`. */
  readonly url: string
}

/** The command, when it can be run; null when it is not installed. */
export async function findStripeMock(command = 'stripe-mock'): Promise<string | null> {
  const child = spawn(command, ['-version'], { stdio: 'ignore' })
  try {
    await once(child, 'exit')
    return command
  } catch {
    return null
  }
}

export async function startStripeMock(command: string): Promise<StripeMock> {
  const port = await findFreePort()
  const child = spawn(command, ['-http-port', String(port)], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await eventually(() => fetch(url))
  return {
    url,
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit')
      child.kill()
      await exited
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return address.port
}
