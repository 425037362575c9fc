import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'

import { crc32c } from '../crc32c.ts'
import { writeFully } from './object-file.ts'

/** How far a file has come: its length in bytes and the checksum of them. */
export interface BytesState {
  readonly length: number
  readonly crc: number
}

/** Writes all of `body` into the file from its beginning, computing the checksum on the way. */
export async function copyBytes(body: Readable | Uint8Array, handle: FileHandle): Promise<BytesState> {
  let state: BytesState = { length: 0, crc: 0 }
  for await (const chunk of readChunks(body)) {
    await writeFully(handle, chunk, state.length)
    state = { length: state.length + chunk.length, crc: crc32c(chunk, state.crc) }
  }
  return state
}

/** The chunks of a body, known to be bytes. Leaving early does not destroy a stream: a request still wants its answer. */
export async function* readChunks(body: Readable | Uint8Array): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) {
    yield body
    return
  }
  const chunks: AsyncIterable<unknown> = body.iterator({ destroyOnReturn: false })
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is a stream of bytes')
    yield chunk
  }
}
