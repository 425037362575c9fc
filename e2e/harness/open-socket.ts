import { once } from 'node:events'

import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import { WebSocket } from 'ws'

/** A message of the protocol. */
export interface SocketMessage {
  readonly type: string
  readonly id?: string
  readonly payload?: unknown
}

/** A bare socket: it sends what it is told, valid or not, keeps what comes, and never connects again by itself. */
export interface OpenSocket extends Disposable {
  /** The protocol that the server chose. */
  readonly protocol: string
  /** The code that the server closes it with. */
  readonly closeCode: Promise<number>
  /** Text as it is; anything else as JSON. */
  send(message: unknown): void
  /** The next message; throws when the socket is closed instead. */
  receive(): Promise<SocketMessage>
  /** Sends `connection_init`; returns the type of the answer, or null when the socket is closed instead. */
  init(payload?: object): Promise<string | null>
}

export interface OpenSocketOptions {
  /** @default none, as a client has it that is no browser */
  readonly origin?: string
  /** @default graphql-transport-ws */
  readonly protocols?: readonly string[]
}

/** @throws {Error} with the HTTP status when the handshake is refused */
export async function openSocket(url: string, options: OpenSocketOptions = {}): Promise<OpenSocket> {
  const { origin, protocols = [GRAPHQL_TRANSPORT_WS_PROTOCOL] } = options
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, [...protocols], {
    ...(origin !== undefined && { origin }),
  })
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

  const send = (message: unknown): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  /** Null when the socket is closed instead. */
  async function next(): Promise<SocketMessage | null> {
    const message = arrived.shift()
    if (message !== undefined) return message
    const coming = new Promise<SocketMessage>((resolve) => waiting.push(resolve))
    return Promise.race([coming, closeCode.then(() => null)])
  }

  return {
    protocol: socket.protocol,
    closeCode,
    send,
    async receive() {
      const message = await next()
      if (message === null)
        throw new Error(`The socket was closed with ${await closeCode} instead of a message`)
      return message
    },
    async init(payload) {
      send({ type: 'connection_init', payload })
      return (await next())?.type ?? null
    },
    [Symbol.dispose]: () => socket.terminate(),
  }
}

/** A socket whose greeting was accepted. */
export async function openGreetedSocket(url: string, payload?: object): Promise<OpenSocket> {
  const socket = await openSocket(url)
  const answer = await socket.init(payload)
  if (answer !== 'connection_ack')
    throw new Error(`The greeting was answered by ${answer ?? 'a closed socket'}`)
  return socket
}
