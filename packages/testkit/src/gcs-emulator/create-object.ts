import { createReadStream } from 'node:fs'

import type { CompleteUpload } from './upload-sessions.ts'

/** Makes the object of a complete session in fake-gcs-server. @returns the status a client of the session sees */
export async function createObject(upstream: string, { grant, path }: CompleteUpload): Promise<number> {
  const { bucket, key, contentType, metadata, ifGenerationMatch } = grant
  const url = new URL(`/upload/storage/v1/b/${bucket}/o`, upstream)
  url.searchParams.set('uploadType', 'multipart')
  url.searchParams.set('name', key)
  if (ifGenerationMatch !== null) url.searchParams.set('ifGenerationMatch', ifGenerationMatch)
  const boundary = 'end-of-a-part-of-an-upload'
  const description = JSON.stringify({ name: key, contentType, metadata })

  async function* assemble(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`--${boundary}\r\ncontent-type: application/json\r\n\r\n${description}\r\n`)
    yield Buffer.from(`--${boundary}\r\ncontent-type: ${contentType}\r\n\r\n`)
    yield* createReadStream(path)
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }

  const headers = { 'content-type': `multipart/related; boundary=${boundary}` }
  const response = await fetch(url, { method: 'POST', headers, body: assemble(), duplex: 'half' })
  await response.arrayBuffer()
  return response.status
}
