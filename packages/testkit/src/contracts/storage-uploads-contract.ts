import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'

import type { Storage, Upload, UploadLimit } from '@lyceum/ports/storage'
import { describe, expect, it } from 'vitest'

import { expectSameBytes } from './same-bytes.ts'
import type { StorageSubject } from './storage-contract.ts'
import { askState, cutChunk, sendChunk } from './upload-client.ts'

// Google Cloud Storage wants chunks in multiples of this, the last one excepted.
const unit = 256 * 1024
const contentType = 'video/mp4'
const key = 'incoming/clip'
const target = { bucket: 'uploads', key } as const

/** Resumable uploads, over HTTP to the URL that the storage gives. */
export function storageUploadsContract(make: () => Promise<StorageSubject>): void {
  describe('uploading', () => {
    it('takes the whole in one request', async () => {
      await using subject = await make()
      const bytes = randomBytes(1000)
      const { url } = await createUpload(subject, { maxBytes: 5000 })
      const response = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': contentType },
        body: bytes,
      })
      expect([200, 201]).toContain(response.status)
      expectSameBytes(await readAll(subject.storage), bytes)
      expect(await subject.storage.stat(target)).toMatchObject({ size: 1000, contentType })
    })

    it('takes chunks, tells how far it is, and shows no object before the last byte', async () => {
      await using subject = await make()
      const bytes = randomBytes(2 * unit + 100)
      const { url } = await createUpload(subject, { size: bytes.length })
      expect(await askState(url, bytes.length)).toMatchObject({ status: 308, receivedBytes: 0 })
      for (const start of [0, unit]) {
        const chunk = { contentType, bytes: bytes.subarray(start, start + unit), start, total: bytes.length }
        expect(await sendChunk(url, chunk)).toMatchObject({ status: 308, receivedBytes: start + unit })
        expect(await askState(url, bytes.length)).toMatchObject({ status: 308, receivedBytes: start + unit })
        expect(await subject.storage.stat(target)).toBeNull()
      }
      const last = await sendChunk(url, { contentType, bytes: bytes.subarray(2 * unit), start: 2 * unit })
      expect([200, 201]).toContain(last.status)
      expectSameBytes(await readAll(subject.storage), bytes)
      expect((await askState(url, bytes.length)).status).toBe(200)
    })

    it('takes chunks whose total is told only with the last', async () => {
      await using subject = await make()
      const bytes = randomBytes(unit + 1)
      const { url } = await createUpload(subject, { maxBytes: 4 * unit })
      const first = await sendChunk(url, { contentType, bytes: bytes.subarray(0, unit), total: null })
      expect(first).toMatchObject({ status: 308, receivedBytes: unit })
      await sendChunk(url, { contentType, bytes: bytes.subarray(unit), start: unit })
      expectSameBytes(await readAll(subject.storage), bytes)
    })

    it('resumes after the connection was cut in the middle of a chunk, again and again', async () => {
      await using subject = await make()
      const bytes = randomBytes(8 * unit)
      const { url } = await createUpload(subject, { size: bytes.length })
      let received = 0
      for (const sentBytes of [unit + 17, 2 * unit + 1, 5]) {
        const start = received
        await cutChunk(url, { contentType, bytes: bytes.subarray(start), start }, { sentBytes })
        const state = await askState(url, bytes.length)
        expect(state.status).toBe(308)
        expect(state.receivedBytes).toBeGreaterThanOrEqual(start)
        expect(state.receivedBytes).toBeLessThanOrEqual(start + sentBytes)
        received = state.receivedBytes
      }
      await sendChunk(url, { contentType, bytes: bytes.subarray(received), start: received })
      expectSameBytes(await readAll(subject.storage), bytes)
    })

    it.each([
      ['a gap', 2 * unit],
      ['bytes it has already', 0],
      ['bytes that overlap', unit - 1],
    ])('is not harmed by %s', async (_name, start) => {
      await using subject = await make()
      const bytes = randomBytes(3 * unit)
      const { url } = await createUpload(subject, { size: bytes.length })
      await sendChunk(url, { contentType, bytes: bytes.subarray(0, unit), total: bytes.length })
      const garbage = Buffer.alloc(bytes.length - start, 'x')
      const { status } = await sendChunk(url, { contentType, bytes: garbage, start, total: bytes.length })
      expect([200, 201]).not.toContain(status)
      expect(await subject.storage.stat(target)).toBeNull()
      expect(await askState(url, bytes.length)).toMatchObject({ status: 308, receivedBytes: unit })
      await sendChunk(url, { contentType, bytes: bytes.subarray(unit), start: unit })
      expectSameBytes(await readAll(subject.storage), bytes)
    })

    it.each([
      'bytes 0-9',
      'bytes 9-0/10',
      'bytes 0-9/5',
      'bytes 0-4/10',
      'bytes -1-9/10',
      'lines 0-9/10',
      'bytes 0-9/1e1',
      '%%%',
    ])('refuses the range %j', async (contentRange) => {
      await using subject = await make()
      const { url } = await createUpload(subject, { maxBytes: 100 })
      const headers = { 'content-type': contentType, 'content-range': contentRange }
      const { status } = await fetch(url, { method: 'PUT', headers, body: Buffer.alloc(10) })
      expect(status).toBe(400)
      expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: 0 })
    })

    it('keeps the bytes of two writers at once apart', async () => {
      await using subject = await make()
      const [ours, theirs] = [Buffer.alloc(4 * unit, 'a'), Buffer.alloc(4 * unit, 'b')]
      const { url } = await createUpload(subject, { size: 4 * unit })
      await Promise.allSettled([ours, theirs].map((bytes) => sendChunk(url, { contentType, bytes })))
      const { status, receivedBytes } = await askState(url, 4 * unit)
      if (status === 308)
        await sendChunk(url, { contentType, bytes: ours.subarray(receivedBytes), start: receivedBytes })
      const stored = await readAll(subject.storage)
      const begun = status === 308 ? receivedBytes : stored.length
      expect(new Set(stored.subarray(0, begun)).size).toBeLessThanOrEqual(1)
      expectSameBytes(stored.subarray(begun), ours.subarray(begun))
    })
  })

  describe('what an upload is allowed', () => {
    it('overwrites nothing: of two uploads to one key one wins, and no third is opened', async () => {
      await using subject = await make()
      const uploads = [
        await createUpload(subject, { size: unit }),
        await createUpload(subject, { size: unit }),
      ]
      const answers = await Promise.all(
        uploads.map(({ url }, index) =>
          sendChunk(url, { contentType, bytes: Buffer.alloc(unit, `${index}`) }),
        ),
      )
      const winner = answers.findIndex(({ status }) => status < 300)
      expect(answers[1 - winner]?.status).toBe(412)
      expectSameBytes(await readAll(subject.storage), Buffer.alloc(unit, `${winner}`))
      await expect(createUpload(subject, { size: unit })).rejects.toMatchObject({ code: 'OBJECT_EXISTS' })
    })

    it('does not change an object once it is there', async () => {
      await using subject = await make()
      const { url } = await createUpload(subject, { maxBytes: 100 })
      await sendChunk(url, { contentType, bytes: Buffer.from('first') })
      await sendChunk(url, { contentType, bytes: Buffer.from('other') })
      expect((await readAll(subject.storage)).toString()).toBe('first')
    })

    it.each<[string, UploadLimit]>([
      ['a maximum', { maxBytes: 10 }],
      ['a size', { size: 10 }],
    ])('refuses more bytes than %s says and keeps none of them', async (_name, limit) => {
      await using subject = await make()
      const { url } = await createUpload(subject, limit)
      expect((await sendChunk(url, { contentType, bytes: Buffer.alloc(11) })).status).toBe(413)
      expect((await sendChunk(url, { contentType, bytes: Buffer.alloc(10), total: 11 })).status).toBe(413)
      expect((await sendChunk(url, { contentType, bytes: Buffer.alloc(11), total: null })).status).toBe(413)
      expect((await askState(url, 11)).status).toBe(413)
      expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: 0 })
      expect(await subject.storage.stat(target)).toBeNull()
    })

    it('refuses an upload of no bytes', async () => {
      await using subject = await make()
      await expect(createUpload(subject, { size: 0 })).rejects.toMatchObject({ code: 'UPLOAD_EMPTY' })
      await expect(createUpload(subject, { maxBytes: 0 })).rejects.toMatchObject({ code: 'UPLOAD_EMPTY' })
      const { url } = await createUpload(subject, { maxBytes: 10 })
      const whole = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body: '' })
      expect(whole.status).toBe(400)
      expect((await askState(url, 0)).status).toBe(400)
      expect(await subject.storage.stat(target)).toBeNull()
    })

    it.each([Number.NaN, -1, 1.5, Infinity])('refuses to open an upload of %d bytes', async (size) => {
      await using subject = await make()
      await expect(createUpload(subject, { size })).rejects.toMatchObject({ code: 'UPLOAD_INVALID' })
    })

    it('never takes another content type', async () => {
      await using subject = await make()
      const { url } = await createUpload(subject, { maxBytes: 10 })
      await sendChunk(url, { contentType: 'text/html', bytes: Buffer.from('<html>') })
      expect((await subject.storage.stat(target))?.contentType ?? contentType).toBe(contentType)
    })

    it('ends at its expiry, and keeps what was complete', async () => {
      await using subject = await make()
      const expiresAt = new Date(subject.now().getTime() + 1000)
      const late = await subject.storage.createUpload({ ...target, contentType, maxBytes: 10, expiresAt })
      await subject.waitUntilAfter(expiresAt)
      expect([400, 403, 404, 410]).toContain(
        (await sendChunk(late.url, { contentType, bytes: Buffer.alloc(5) })).status,
      )
      expect(await subject.storage.stat(target)).toBeNull()
      const again = subject.storage.createUpload({ ...target, contentType, maxBytes: 10, expiresAt })
      await expect(again).rejects.toMatchObject({ code: 'UPLOAD_INVALID' })
    })

    it('is only what was signed: every part of the URL counts', async () => {
      await using subject = await make()
      const { url } = await createUpload(subject, { maxBytes: 1000 })
      for (const forged of forgeUrls(url)) {
        const { status } = await sendChunk(forged, { contentType, bytes: Buffer.alloc(10) })
        expect([400, 403, 404, 410], forged).toContain(status)
      }
      const all = subject.storage.list({ bucket: 'uploads', prefix: 'incoming/' })
      for await (const object of all) expect.unreachable(`a forged URL made ${object.key}`)
      expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: 0 })
    })

    it('is over when it is cancelled', async () => {
      await using subject = await make()
      const { url, uploadId } = await createUpload(subject, { size: 2 * unit })
      await sendChunk(url, { contentType, bytes: Buffer.alloc(unit), total: 2 * unit })
      await subject.storage.cancelUpload(uploadId)
      await subject.storage.cancelUpload(uploadId)
      await subject.storage.cancelUpload('../../etc/passwd')
      const { status } = await sendChunk(url, { contentType, bytes: Buffer.alloc(unit), start: unit })
      expect([404, 410, 499]).toContain(status)
      expect(await subject.storage.stat(target)).toBeNull()
    })
  })
}

async function createUpload({ storage, now }: StorageSubject, limit: UploadLimit): Promise<Upload> {
  return storage.createUpload({
    ...target,
    ...limit,
    contentType,
    expiresAt: new Date(now().getTime() + 60_000),
  })
}

async function readAll(storage: Storage): Promise<Buffer> {
  return buffer((await storage.read(target)).stream)
}

/** The URL with each of its parameters changed, left out or doubled, and with another last segment. */
function forgeUrls(url: string): string[] {
  const names = [...new URL(url).searchParams.keys()]
  const forge = (change: (forged: URL) => void): string => {
    const forged = new URL(url)
    change(forged)
    return forged.href
  }
  const perParameter = names.flatMap((name) => [
    forge(({ searchParams }) => searchParams.set(name, changeLast(searchParams.get(name) ?? ''))),
    forge(({ searchParams }) => searchParams.set(name, '')),
    forge(({ searchParams }) => searchParams.delete(name)),
    forge(({ searchParams }) => searchParams.append(name, 'x')),
  ])
  const traversals = [
    '../incoming/clip',
    '..%2fincoming%2fclip',
    'incoming/../clip',
    '/incoming/clip',
    'incoming/clip\0',
  ]
  return [
    ...perParameter,
    ...traversals.map((path) => forge(({ searchParams }) => searchParams.set('key', path))),
    forge(({ searchParams }) => searchParams.set('bucket', 'public')),
    forge((forged) => {
      forged.pathname = changeLast(forged.pathname)
    }),
  ]
}

function changeLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('1') ? '2' : '1')
}
