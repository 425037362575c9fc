import { once } from 'node:events'
import { createServer } from 'node:net'

/** Ports that nobody listens on now, all different: each is held until all are found. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  try {
    return await Promise.all(
      servers.map(async (server) => {
        await once(server.listen(0, '127.0.0.1'), 'listening')
        const address = server.address()
        if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
        return address.port
      }),
    )
  } finally {
    for (const server of servers) server.close()
  }
}
