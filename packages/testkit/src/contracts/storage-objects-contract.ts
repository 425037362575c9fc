import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

import type { ObjectReference, Storage } from '@lyceum/ports/storage'
import { describe, expect, it } from 'vitest'

import { expectSameBytes } from './same-bytes.ts'
import type { StorageSubject } from './storage-contract.ts'

const check = { bytes: Buffer.from('123456789'), crc32c: '4waSgw==' }
const contentType = 'text/plain'
const notes: ObjectReference = { bucket: 'media', key: 'notes/one.txt' }

/** Objects: written, read, listed, deleted, by keys that are ours. */
export function storageObjectsContract(make: () => Promise<StorageSubject>): void {
  describe('writing and reading', () => {
    it('gives back the bytes and what they are', async () => {
      await using subject = await make()
      const written = await subject.storage.write(notes, check.bytes, { contentType })
      const { stream, ...stat } = await subject.storage.read(notes)
      expectSameBytes(await buffer(stream), check.bytes)
      expect(stat).toEqual({ size: 9, contentType, crc32c: check.crc32c, updatedAt: expect.any(Date) })
      expect(written).toEqual(stat)
      expect(await subject.storage.stat(notes)).toEqual(stat)
    })

    it('takes a stream as well, and an object of no bytes', async () => {
      await using subject = await make()
      const { storage } = subject
      const large = Buffer.alloc(300_000, 'lyceum')
      await storage.write(notes, Readable.from([large.subarray(0, 7), large.subarray(7)]), { contentType })
      expectSameBytes(await readAll(storage, notes), large)
      await storage.write(notes, Buffer.alloc(0), { contentType })
      expectSameBytes(await readAll(storage, notes), Buffer.alloc(0))
    })

    it('replaces an object as a whole, while who reads the old one still gets it', async () => {
      await using subject = await make()
      const { storage } = subject
      await storage.write(notes, Buffer.alloc(200_000, 'old'), { contentType })
      const { stream } = await storage.read(notes)
      await storage.write(notes, Buffer.from('new'), { contentType: 'text/markdown' })
      expectSameBytes(await buffer(stream), Buffer.alloc(200_000, 'old'))
      expect(await storage.stat(notes)).toMatchObject({ size: 3, contentType: 'text/markdown' })
    })

    it('lets exactly one of many writers create an object', async () => {
      await using subject = await make()
      const { storage } = subject
      const texts = ['a', 'b', 'c', 'd', 'e', 'f']
      const results = await Promise.allSettled(
        texts.map((text) => storage.write(notes, Buffer.from(text), { contentType, ifAbsent: true })),
      )
      const winners = texts.filter((_, index) => results[index]?.status === 'fulfilled')
      expect(winners).toHaveLength(1)
      expect((await readAll(storage, notes)).toString()).toBe(winners[0])
      const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
      expect(reasons.map((reason: { code: string }) => reason.code)).toEqual(Array(5).fill('OBJECT_EXISTS'))
    })

    it('leaves nothing, and the old object alone, when the source of a write fails', async () => {
      await using subject = await make()
      const { storage } = subject
      await storage.write(notes, Buffer.from('old'), { contentType })
      const failing = Readable.from(
        (async function* () {
          yield Buffer.from('half')
          throw new Error('the source broke')
        })(),
      )
      await expect(storage.write(notes, failing, { contentType })).rejects.toThrow('the source broke')
      expect((await readAll(storage, notes)).toString()).toBe('old')
    })

    it.each([
      [{ start: 0, end: 0 }, '1'],
      [{ start: 3, end: 5 }, '456'],
      [{ start: 8 }, '9'],
      [{ start: 5, end: 900 }, '6789'],
    ])('reads the bytes %j', async (range, expected) => {
      await using subject = await make()
      await subject.storage.write(notes, check.bytes, { contentType })
      const { stream, size } = await subject.storage.read(notes, { range })
      expect((await buffer(stream)).toString()).toBe(expected)
      expect(size).toBe(9)
    })

    it.each([{ start: 9 }, { start: -1 }, { start: 4, end: 3 }, { start: 0.5 }])(
      'refuses the bytes %j',
      async (range) => {
        await using subject = await make()
        await subject.storage.write(notes, check.bytes, { contentType })
        await expect(subject.storage.read(notes, { range })).rejects.toMatchObject({
          code: 'RANGE_NOT_SATISFIABLE',
        })
      },
    )

    it('says that an object is absent', async () => {
      await using subject = await make()
      const { storage } = subject
      expect(await storage.stat(notes)).toBeNull()
      await expect(storage.read(notes)).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' })
      await expect(storage.downloadTo(notes, join(tmpdir(), 'never'))).rejects.toMatchObject({
        code: 'OBJECT_NOT_FOUND',
      })
    })

    it.each(['', 'text', 'text/', 'text/plain\r\nx: y', 'text/html; a=b; c=d', `a/${'b'.repeat(200)}`])(
      'refuses the content type %j',
      async (wrong) => {
        await using subject = await make()
        const writing = subject.storage.write(notes, check.bytes, { contentType: wrong })
        await expect(writing).rejects.toMatchObject({ code: 'INVALID_CONTENT_TYPE' })
        expect(await subject.storage.stat(notes)).toBeNull()
      },
    )
  })

  describe('keys', () => {
    it.each([
      '',
      '.',
      '..',
      '../secret',
      'a/../b',
      'a/..',
      '/etc/passwd',
      'a//b',
      'a/',
      'a\0b',
      'a\nb',
      'a\\b',
      '..%2fsecret',
      '%2e%2e/secret',
      '.hidden',
      'a/.hidden',
      'C:x',
      'UPPER',
      'ü',
      'a b',
      'a@/b',
      'dot.',
      'a'.repeat(600),
    ])('refuses %j everywhere', async (key) => {
      await using subject = await make()
      const { storage } = subject
      const wrong: ObjectReference = { bucket: 'media', key }
      const expiresAt = new Date(subject.now().getTime() + 60_000)
      const refused = { code: 'INVALID_KEY' }
      await expect(storage.write(wrong, check.bytes, { contentType })).rejects.toMatchObject(refused)
      await expect(storage.read(wrong)).rejects.toMatchObject(refused)
      await expect(storage.stat(wrong)).rejects.toMatchObject(refused)
      await expect(storage.delete(wrong)).rejects.toMatchObject(refused)
      await expect(storage.createUpload({ ...wrong, contentType, size: 1, expiresAt })).rejects.toMatchObject(
        refused,
      )
      await expect(storage.deletePrefix({ bucket: 'media', prefix: `${key}/` })).rejects.toMatchObject(
        refused,
      )
    })

    it('keeps apart a key, a key under it, and the same key in another bucket', async () => {
      await using subject = await make()
      const { storage } = subject
      const keys: ObjectReference[] = [
        { bucket: 'media', key: 'a' },
        { bucket: 'media', key: 'a/b' },
        { bucket: 'public', key: 'a' },
      ]
      for (const key of keys) await storage.write(key, Buffer.from(JSON.stringify(key)), { contentType })
      for (const key of keys) expect((await readAll(storage, key)).toString()).toBe(JSON.stringify(key))
    })
  })
}

async function readAll(storage: Storage, source: ObjectReference): Promise<Buffer> {
  return buffer((await storage.read(source)).stream)
}
