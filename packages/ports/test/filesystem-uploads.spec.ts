import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'

import { askState, cutChunk, expectSameBytes, sendChunk } from '@lyceum/testkit/contracts/storage'
import { describe, expect, it } from 'vitest'

import type { UploadLimit } from '../src/storage/index.ts'
import {
  contentType,
  createFilesystemSubject,
  createUpload,
  partPath,
  readAll,
} from './filesystem-subject.ts'

const kilobytes = 1024

interface Refusal {
  readonly name: string
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>
  readonly limit: UploadLimit
}

describe('refusals of the upload routes', () => {
  it.each<Refusal>([
    {
      name: 'another content type',
      status: 415,
      code: 'UPLOAD_CONTENT_TYPE_MISMATCH',
      headers: { 'content-type': 'text/html' },
      limit: { size: 10 },
    },
    {
      name: 'no content type at all',
      status: 415,
      code: 'UPLOAD_CONTENT_TYPE_MISMATCH',
      headers: { 'content-type': '' },
      limit: { size: 10 },
    },
    {
      name: 'a content type that is none',
      status: 415,
      code: 'UPLOAD_CONTENT_TYPE_MISMATCH',
      headers: { 'content-type': 'mp4' },
      limit: { size: 10 },
    },
    {
      name: 'a total below the size',
      status: 400,
      code: 'UPLOAD_RANGE_INVALID',
      headers: { 'content-range': 'bytes 0-9/10' },
      limit: { size: 20 },
    },
    {
      name: 'a total above the size',
      status: 413,
      code: 'UPLOAD_TOO_LARGE',
      headers: { 'content-range': 'bytes 0-9/11' },
      limit: { size: 10 },
    },
    {
      name: 'the whole above the maximum',
      status: 413,
      code: 'UPLOAD_TOO_LARGE',
      headers: {},
      limit: { maxBytes: 9 },
    },
    {
      name: 'a wrong offset',
      status: 409,
      code: 'UPLOAD_OFFSET_MISMATCH',
      headers: { 'content-range': 'bytes 5-14/20' },
      limit: { size: 20 },
    },
  ])('$name: $status $code', async ({ status, code, headers, limit }) => {
    await using subject = await createFilesystemSubject()
    const { url } = await createUpload(subject, limit)
    const all = { 'content-type': contentType, ...headers }
    const response = await fetch(url, { method: 'PUT', headers: all, body: Buffer.alloc(10) })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, message: expect.any(String) })
    expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: 0 })
  })

  it('a request that does not say its length: 411, and nothing kept', async () => {
    await using subject = await createFilesystemSubject()
    const { url } = await createUpload(subject, { maxBytes: 10 })
    expect(await sendUnmeasured(url, { bytes: Buffer.alloc(5) })).toBe(411)
    expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: 0 })
  })

  it('more bytes than the range says, found only on the way: 413, and nothing of them kept', async () => {
    await using subject = await createFilesystemSubject()
    const { url, uploadId } = await createUpload(subject, { size: 600 * kilobytes })
    await sendChunk(url, { contentType, bytes: Buffer.alloc(kilobytes, 'a'), total: 600 * kilobytes })
    const contentRange = `bytes ${kilobytes}-${300 * kilobytes - 1}/${600 * kilobytes}`
    expect(await sendUnmeasured(url, { bytes: Buffer.alloc(400 * kilobytes), contentRange })).toBe(413)
    expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: kilobytes })
    expect((await stat(partPath(subject, uploadId))).size).toBe(kilobytes)
  })

  it('a signature of another secret, an expired upload: 403 with their codes', async () => {
    await using subject = await createFilesystemSubject()
    const { url } = await createUpload(subject, { size: 10 })
    const forged = url.replace(/signature=[0-9a-f]{64}/, `signature=${'0'.repeat(64)}`)
    expect(await askState(forged)).toMatchObject({
      status: 403,
      body: expect.stringContaining('UPLOAD_SIGNATURE_INVALID'),
    })
    subject.clock.advance(3_600_000)
    expect(await askState(url)).toMatchObject({
      status: 403,
      body: expect.stringContaining('UPLOAD_EXPIRED'),
    })
    expect(await askState(forged)).toMatchObject({
      body: expect.stringContaining('UPLOAD_SIGNATURE_INVALID'),
    })
  })
})

describe('the URL of an upload', () => {
  it('is good for no other upload, even one that may do the same', async () => {
    await using subject = await createFilesystemSubject()
    const [first, second] = [
      await createUpload(subject, { size: 10 }),
      await createUpload(subject, { size: 10 }),
    ]
    expect((await askState(first.url.replace(first.uploadId, second.uploadId))).status).toBe(403)
    expect((await askState(first.url.replace(first.uploadId, '..%2f..%2fsecret'))).status).toBe(403)
  })
})

describe('the state of an upload', () => {
  it('is also plain JSON, and OPTIONS lists the methods', async () => {
    await using subject = await createFilesystemSubject()
    const { url } = await createUpload(subject, { size: 10 })
    await sendChunk(url, { contentType, bytes: Buffer.alloc(4), total: 10 })
    expect(await (await fetch(url)).json()).toEqual({ receivedBytes: 4, isComplete: false })
    await sendChunk(url, { contentType, bytes: Buffer.alloc(6), start: 4 })
    expect(await (await fetch(url)).json()).toEqual({ receivedBytes: 10, isComplete: true })
    const options = await fetch(url, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'PUT, GET, OPTIONS'])
  })

  it('keeps every byte that reached the disk before the connection was cut', async () => {
    await using subject = await createFilesystemSubject()
    const bytes = randomBytes(900 * kilobytes)
    const { url, uploadId } = await createUpload(subject, { size: bytes.length })
    const arrived = async (): Promise<number> => (await stat(partPath(subject, uploadId))).size
    await cutChunk(
      url,
      { contentType, bytes },
      {
        sentBytes: 500 * kilobytes,
        beforeCut: () => expect.poll(arrived, { interval: 5 }).toBe(500 * kilobytes),
      },
    )
    expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: 500 * kilobytes })
    const record = await readFile(partPath(subject, uploadId).replace('.part', '.json'), 'utf8')
    expect(JSON.parse(record)).toMatchObject({ length: 500 * kilobytes, isComplete: false })
    await sendChunk(url, { contentType, bytes: bytes.subarray(500 * kilobytes), start: 500 * kilobytes })
    expectSameBytes(await readAll(subject), bytes)
  })

  it('is taken over from a connection that hangs', async () => {
    await using subject = await createFilesystemSubject()
    const bytes = randomBytes(300 * kilobytes)
    const { url, uploadId } = await createUpload(subject, { size: bytes.length })
    const arrived = async (): Promise<number> => (await stat(partPath(subject, uploadId))).size
    let receivedBytes = 0
    await cutChunk(
      url,
      { contentType, bytes },
      {
        sentBytes: 100,
        beforeCut: async () => {
          await expect.poll(arrived, { interval: 5 }).toBe(100)
          receivedBytes = (await askState(url)).receivedBytes
        },
      },
    )
    expect(receivedBytes).toBe(100)
    await sendChunk(url, { contentType, bytes: bytes.subarray(100), start: 100 })
    expectSameBytes(await readAll(subject), bytes)
  })
})

describe('after an upload', () => {
  it('leaves nothing behind, neither the winner nor the loser of a race', async () => {
    await using subject = await createFilesystemSubject()
    const [first, second] = [
      await createUpload(subject, { size: 10 }),
      await createUpload(subject, { size: 10 }),
    ]
    expect((await sendChunk(first.url, { contentType, bytes: Buffer.alloc(10) })).status).toBe(201)
    expect((await sendChunk(second.url, { contentType, bytes: Buffer.alloc(10) })).status).toBe(412)
    expect(await readdir(join(subject.root, '.uploads'))).toEqual([])
  })

  it('can be asked again for its end, by its own URL only', async () => {
    await using subject = await createFilesystemSubject()
    const [first, second] = [
      await createUpload(subject, { size: 10 }),
      await createUpload(subject, { size: 10 }),
    ]
    await sendChunk(first.url, { contentType, bytes: Buffer.alloc(10) })
    expect((await askState(first.url, 10)).status).toBe(200)
    expect((await askState(second.url, 10)).status).toBe(412)
  })
})

/** Sends a body in HTTP's chunked coding, which says no length. */
async function sendUnmeasured(
  url: string,
  { bytes, contentRange }: { bytes: Buffer; contentRange?: string },
): Promise<number> {
  const headers = { 'content-type': contentType, ...(contentRange && { 'content-range': contentRange }) }
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      { method: 'PUT', headers: { ...headers, 'transfer-encoding': 'chunked' } },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    sending.once('error', reject)
    sending.end(bytes)
  })
}
