import { once } from 'node:events'

import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import { WebSocket } from 'ws'

/** A message of the protocol. */
export interface SocketMessage {
  readonly type: string
  readonly id?: string
  readonly payload?: unknown
}

/** A socket that sends what it is told, valid or not, and keeps what comes. */
export interface RawSocket extends Disposable {
  /** The protocol that the server chose. */
  readonly protocol: string
  /** The code that the server closes it with. */
  readonly closeCode: Promise<number>
  /** Text as it is; anything else as JSON. */
  send(message: unknown): void
  /** The next message; throws when the socket is closed instead. */
  receive(): Promise<SocketMessage>
}

/** @throws {Error} with the HTTP status when the handshake is refused */
export async function openRawSocket(
  url: string,
  { origin, protocols = [GRAPHQL_TRANSPORT_WS_PROTOCOL] }: { origin?: string; protocols?: string[] } = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, protocols, origin ? { origin } : {})
  const arrived: SocketMessage[] = []
  const waiting: ((message: SocketMessage) => void)[] = []
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as SocketMessage
    const resolve = waiting.shift()
    if (resolve === undefined) arrived.push(message)
    else resolve(message)
  })
  // Not once(): a refused handshake is an error of the line below alone.
  const closeCode = new Promise<number>((resolve) => socket.once('close', resolve))
  await once(socket, 'open')
  return {
    protocol: socket.protocol,
    closeCode,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    receive() {
      const message = arrived.shift()
      if (message !== undefined) return Promise.resolve(message)
      const next = new Promise<SocketMessage>((resolve) => waiting.push(resolve))
      const closed = closeCode.then((code) => {
        throw new Error(`The socket was closed with ${code} instead of a message`)
      })
      return Promise.race([next, closed])
    },
    [Symbol.dispose]: () => socket.terminate(),
  }
}

/** A socket whose greeting was accepted. */
export async function openGreetedSocket(url: string, payload?: object): Promise<RawSocket> {
  const socket = await openRawSocket(url)
  socket.send({ type: 'connection_init', payload })
  const { type } = await socket.receive()
  if (type !== 'connection_ack') throw new Error(`The greeting was answered by ${type}`)
  return socket
}
