import { once } from 'node:events'
import { createServer, request as openRequest } from 'node:http'

type Fault = 'fail' | 'lose answer' | 'damage' | 'cut'

/** A proxy that spoils the next request to a path, once. */
export async function openFaultyProxy(upstream: string) {
  const faults: { readonly path: RegExp; readonly fault: Fault }[] = []
  const seen: string[] = []
  const plan = (fault: Fault) => (path: RegExp) => void faults.push({ path, fault })

  const server = createServer((request, response) => {
    const url = request.url ?? '/'
    seen.push(url)
    const at = faults.findIndex(({ path }) => path.test(url))
    const fault = at === -1 ? undefined : faults.splice(at, 1)[0]?.fault
    if (fault === 'fail') return void response.writeHead(503).end()
    const { method, headers } = request
    const onward = openRequest(new URL(url, upstream), { method, headers }, (incoming) => {
      if (fault === 'lose answer') {
        incoming.resume().once('end', () => request.socket.destroy())
        return
      }
      response.writeHead(incoming.statusCode ?? 502, incoming.headers)
      if (fault === 'cut') {
        incoming.once('data', (chunk: Buffer) => response.write(chunk, () => request.socket.destroy()))
        return
      }
      if (fault === 'damage') incoming.once('data', (chunk: Buffer) => chunk.writeUInt8(0, 0))
      incoming.pipe(response)
    })
    onward.once('error', () => request.socket.destroy())
    request.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    /** Answers 503. */
    failNext: plan('fail'),
    /** Does what is asked and cuts the connection instead of answering. */
    loseAnswer: plan('lose answer'),
    /** Changes the first byte of the answer. */
    damageNext: plan('damage'),
    /** Cuts the connection after the first bytes of the answer. */
    cutNext: plan('cut'),
    count: (path: RegExp) => seen.filter((url) => path.test(url)).length,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
