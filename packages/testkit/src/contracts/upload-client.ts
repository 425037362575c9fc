import { request as openRequest } from 'node:http'
import { request as openSecureRequest } from 'node:https'

/** Part of an upload, as a client sends it. */
export interface Chunk {
  readonly contentType: string
  readonly bytes: Uint8Array
  /** Position of the first byte. @default 0 */
  readonly start?: number
  /** Length of the whole; null when not told yet. @default the end of this chunk */
  readonly total?: number | null
}

/** What the server said about an upload. */
export interface UploadAnswer {
  readonly status: number
  readonly receivedBytes: number
  readonly body: string
}

/** Sends a chunk by fetch. */
export async function sendChunk(url: string, chunk: Chunk): Promise<UploadAnswer> {
  const headers = { 'content-type': chunk.contentType, 'content-range': toContentRange(chunk) }
  return readAnswer(
    await fetch(url, { method: 'PUT', headers, body: Buffer.from(chunk.bytes), redirect: 'manual' }),
  )
}

/** Asks how far an upload has come. */
export async function askState(url: string, total: number | null = null): Promise<UploadAnswer> {
  const headers = { 'content-range': `bytes */${total ?? '*'}`, 'content-length': '0' }
  return readAnswer(await fetch(url, { method: 'PUT', headers, redirect: 'manual' }))
}

/** Sends headers for the whole chunk but only its first `sentBytes`, waits for `beforeCut`, then cuts the connection. */
export async function cutChunk(
  url: string,
  chunk: Chunk,
  { sentBytes, beforeCut }: { sentBytes: number; beforeCut?: () => Promise<void> },
): Promise<void> {
  const open = url.startsWith('https:') ? openSecureRequest : openRequest
  const headers = {
    'content-type': chunk.contentType,
    'content-range': toContentRange(chunk),
    'content-length': chunk.bytes.length,
  }
  const request = open(url, { method: 'PUT', headers })
  const closed = new Promise<void>((resolve) => {
    request.once('close', resolve)
    // The cut itself is reported here.
    request.once('error', () => resolve())
  })
  await new Promise<void>((resolve, reject) => {
    request.write(chunk.bytes.subarray(0, sentBytes), (error) => (error ? reject(error) : resolve()))
  })
  await beforeCut?.()
  request.destroy()
  await closed
}

function toContentRange({ bytes, start = 0, total = start + bytes.length }: Chunk): string {
  return `bytes ${start}-${start + bytes.length - 1}/${total ?? '*'}`
}

async function readAnswer(response: Response): Promise<UploadAnswer> {
  const range = /^bytes=0-(\d+)$/.exec(response.headers.get('range') ?? '')
  const receivedBytes = range === null ? 0 : Number(range[1]) + 1
  return { status: response.status, receivedBytes, body: await response.text() }
}
