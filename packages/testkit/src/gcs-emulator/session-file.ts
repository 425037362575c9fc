import { open, rm, type FileHandle } from 'node:fs/promises'

/** The body of a request on its way. */
export interface IncomingBody {
  /** What arrives; ends without an error when the connection is cut. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Whether it was cut before its end; known once `chunks` has ended. */
  isCut(): boolean
}

/** Which of a body's bytes are kept. */
export interface KeptBytes {
  /** How many of the first are there already. */
  readonly skippedBytes: number
  /** What the body was announced to have. */
  readonly announcedBytes: number
  /** How long the file stays, by what has arrived; the rest is forgotten. */
  readonly lengthAfter: (arrivedBytes: number, isCut: boolean) => number
}

/** The bytes of one upload session, on the local disk. */
export interface SessionFile {
  readonly path: string
  /** Adds what arrives of a body. @returns how long the file is now */
  append(body: IncomingBody, kept: KeptBytes): Promise<number>
  remove(): Promise<void>
}

/** Makes an empty file that must not exist yet. */
export async function createSessionFile(path: string): Promise<SessionFile> {
  await (await open(path, 'wx')).close()
  return {
    path,
    async append(body, kept) {
      const handle = await open(path, 'a')
      try {
        const arrivedBytes = await appendNew(handle, body, kept)
        const length = kept.lengthAfter(arrivedBytes, body.isCut())
        await handle.truncate(length)
        return length
      } finally {
        await handle.close()
      }
    },
    remove: () => rm(path, { force: true }),
  }
}

/** "Cloud Storage ignores any bytes you send at an offset that Cloud Storage has already persisted". */
async function appendNew(
  handle: FileHandle,
  { chunks }: IncomingBody,
  { skippedBytes, announcedBytes }: KeptBytes,
): Promise<number> {
  let arrivedBytes = 0
  for await (const chunk of chunks) {
    const [from, to] = [skippedBytes, announcedBytes].map((limit) => Math.max(0, limit - arrivedBytes))
    const added = chunk.subarray(from, to)
    if (added.length > 0) await handle.appendFile(added)
    arrivedBytes += chunk.length
  }
  return arrivedBytes
}
