import { once } from 'node:events'

import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import { WebSocket } from 'ws'

/** A bare socket that speaks graphql-transport-ws and never connects again by itself. */
export interface OpenSocket {
  /** Sends `connection_init`; returns the type of the answer, or null when the socket is closed instead. */
  init(payload: Readonly<Record<string, string>>): Promise<string | null>
  readonly closeCode: Promise<number>
  close(): void
}

/** @throws {Error} with the HTTP status when the handshake is refused */
export async function openSocket(url: string, origin?: string): Promise<OpenSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, GRAPHQL_TRANSPORT_WS_PROTOCOL, {
    ...(origin !== undefined && { origin }),
  })
  // Not once(): a refused handshake is an error of the line below alone.
  const closeCode = new Promise<number>((resolve) => socket.once('close', resolve))
  await once(socket, 'open')
  return {
    closeCode,
    close: () => socket.close(),
    async init(payload) {
      const answered = once(socket, 'message') as Promise<[Buffer]>
      socket.send(JSON.stringify({ type: 'connection_init', payload }))
      const answer = await Promise.race([answered, closeCode.then(() => null)])
      if (answer === null) return null
      const { type } = JSON.parse(answer[0].toString()) as { type: string }
      return type
    },
  }
}
