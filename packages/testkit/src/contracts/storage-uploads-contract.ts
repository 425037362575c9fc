import { randomBytes } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { expectSameBytes } from './same-bytes.ts'
import type { StorageSubject, UploadTraits } from './storage-contract.ts'
import { askState, cutChunk, sendChunk } from './upload-client.ts'
import { contentType, createUpload, readAll, target, unit } from './uploads.ts'

/** Resumable uploads, over HTTP to the URL that the storage gives. */
export function storageUploadsContract(
  make: () => Promise<StorageSubject>,
  { overlap }: Pick<UploadTraits, 'overlap'>,
): void {
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
      let sent = 0
      for (const sentBytes of [unit + 17, 2 * unit + 1, 5]) {
        const start = received
        await cutChunk(url, { contentType, bytes: bytes.subarray(start), start }, { sentBytes })
        const state = await askState(url, bytes.length)
        expect(state.status).toBe(308)
        expect(state.receivedBytes).toBeGreaterThanOrEqual(start)
        // What was sent before an earlier cut may arrive only now.
        sent = Math.max(sent, start + sentBytes)
        expect(state.receivedBytes).toBeLessThanOrEqual(sent)
        received = state.receivedBytes
      }
      await sendChunk(url, { contentType, bytes: bytes.subarray(received), start: received })
      expectSameBytes(await readAll(subject.storage), bytes)
    })

    const overlaps: [string, number][] = [
      ['bytes it has already', 0],
      ['bytes that overlap', unit - 1],
    ]
    const [refused, skipped] = overlap === 'refused' ? [overlaps, []] : [[], overlaps]
    it.each([['a gap', 2 * unit] as const, ...refused])('is not harmed by %s', async (_name, start) => {
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

    it.each(skipped)('keeps what it has of %s', async (_name, start) => {
      await using subject = await make()
      const bytes = randomBytes(3 * unit)
      const { url } = await createUpload(subject, { size: bytes.length })
      await sendChunk(url, { contentType, bytes: bytes.subarray(0, unit), total: bytes.length })
      const others = randomBytes(bytes.length - start)
      const { status } = await sendChunk(url, { contentType, bytes: others, start, total: bytes.length })
      expect(status).toBe(200)
      const expected = Buffer.concat([bytes.subarray(0, unit), others.subarray(unit - start)])
      expectSameBytes(await readAll(subject.storage), expected)
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
}
