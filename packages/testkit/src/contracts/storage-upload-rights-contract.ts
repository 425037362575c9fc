import type { Bucket, UploadLimit } from '@lyceum/ports/storage'
import { describe, expect, it } from 'vitest'

import { expectSameBytes } from './same-bytes.ts'
import type { StorageSubject, UploadTraits } from './storage-contract.ts'
import { askState, sendChunk } from './upload-client.ts'
import { contentType, createUpload, readAll, target, unit } from './uploads.ts'

/** What the holder of an upload URL may do with it, and what not. */
export function storageUploadRightsContract(
  make: () => Promise<StorageSubject>,
  { tooLargeStatus, late: lateTrait, addedParameters }: UploadTraits,
): void {
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
      expect((await sendChunk(url, { contentType, bytes: Buffer.alloc(11) })).status).toBe(tooLargeStatus)
      expect((await sendChunk(url, { contentType, bytes: Buffer.alloc(10), total: 11 })).status).toBe(
        tooLargeStatus,
      )
      expect((await sendChunk(url, { contentType, bytes: Buffer.alloc(11), total: null })).status).toBe(
        tooLargeStatus,
      )
      expect((await askState(url, 11)).status).toBe(tooLargeStatus)
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

    it('ends at its expiry: what comes later is no object', async () => {
      await using subject = await make()
      const { storage } = subject
      const expiresAt = new Date(subject.now().getTime() + 1000)
      const late = await storage.createUpload({ ...target, contentType, maxBytes: 10, expiresAt })
      await subject.waitUntilAfter(expiresAt)
      const { status } = await sendChunk(late.url, { contentType, bytes: Buffer.alloc(5) })
      expect(lateTrait === 'refused' ? [400, 403, 404, 410] : [200, 201]).toContain(status)
      expect(await storage.stat(target)).toBeNull()
      await expect(storage.read(target)).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' })
      expect(await listKeys(subject, 'uploads')).toEqual([])
      const again = storage.createUpload({ ...target, contentType, maxBytes: 10, expiresAt })
      await expect(again).rejects.toMatchObject({ code: 'UPLOAD_INVALID' })
    })

    it('ends at its expiry, and keeps what was complete', async () => {
      await using subject = await make()
      const { storage } = subject
      const expiresAt = new Date(subject.now().getTime() + 1000)
      const { url } = await storage.createUpload({ ...target, contentType, maxBytes: 10, expiresAt })
      await sendChunk(url, { contentType, bytes: Buffer.alloc(5) })
      await subject.waitUntilAfter(expiresAt)
      await storage.removeAbandoned()
      expect(await storage.stat(target)).toMatchObject({ size: 5 })
    })

    if (lateTrait === 'unseen')
      it('sweeps what came after its expiry, and only that', async () => {
        await using subject = await make()
        const { storage } = subject
        const expiresAt = new Date(subject.now().getTime() + 500)
        const { url } = await storage.createUpload({ ...target, contentType, maxBytes: 10, expiresAt })
        await storage.write({ ...target, key: 'incoming/other' }, Buffer.alloc(1), { contentType })
        await subject.waitUntilAfter(expiresAt)
        await sendChunk(url, { contentType, bytes: Buffer.alloc(5) })
        expect(await storage.removeAbandoned()).toBe(1)
        expect(await storage.removeAbandoned()).toBe(0)
        await storage.write(target, Buffer.alloc(2), { contentType, ifAbsent: true })
        expect(await listKeys(subject, 'uploads')).toEqual(['incoming/clip', 'incoming/other'])
      })

    it('is only what was signed: every part of the URL counts', async () => {
      await using subject = await make()
      const { url } = await createUpload(subject, { maxBytes: 1000 })
      const added = forgeByAdding(url)
      const refused = [...forgeByChanging(url), ...(addedParameters === 'refused' ? added : [])]
      for (const forged of refused) {
        const { status } = await sendChunk(forged, { contentType, bytes: Buffer.alloc(10) })
        expect([400, 403, 404, 410], forged).toContain(status)
      }
      expect(await listKeys(subject, 'uploads')).toEqual([])
      expect(await askState(url)).toMatchObject({ status: 308, receivedBytes: 0 })
    })

    if (addedParameters === 'ignored')
      it('makes no other object by what is added to the URL', async () => {
        await using subject = await make()
        for (const index of forgeByAdding('http://any').keys()) {
          await subject.storage.deletePrefix({ bucket: 'uploads', prefix: 'incoming/' })
          const { url } = await createUpload(subject, { maxBytes: 1000 })
          await sendChunk(forgeByAdding(url)[index] ?? url, { contentType, bytes: Buffer.alloc(10) })
          expect(['', 'incoming/clip']).toContain((await listKeys(subject, 'uploads')).join())
          expect(await listKeys(subject, 'public')).toEqual([])
        }
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

/** The URL with each of its parameters changed or left out, and with another last segment. */
function forgeByChanging(url: string): string[] {
  const names = [...new URL(url).searchParams.keys()]
  const perParameter = names.flatMap((name) => [
    forge(url, ({ searchParams }) => searchParams.set(name, changeLast(searchParams.get(name) ?? ''))),
    forge(url, ({ searchParams }) => searchParams.set(name, '')),
    forge(url, ({ searchParams }) => searchParams.delete(name)),
  ])
  const otherPath = forge(url, (forged) => {
    forged.pathname = changeLast(forged.pathname)
  })
  return [...perParameter, otherPath]
}

/** The URL with each of its parameters doubled, and with parameters that would name another object. */
function forgeByAdding(url: string): string[] {
  const names = [...new URL(url).searchParams.keys()]
  const traversals = [
    '../incoming/clip',
    '..%2fincoming%2fclip',
    'incoming/../clip',
    '/incoming/clip',
    'incoming/clip\0',
  ]
  return [
    ...traversals.map((path) => forge(url, ({ searchParams }) => searchParams.set('key', path))),
    forge(url, ({ searchParams }) => searchParams.set('bucket', 'public')),
    ...names.map((name) => forge(url, ({ searchParams }) => searchParams.append(name, 'x'))),
  ]
}

function forge(url: string, change: (forged: URL) => void): string {
  const forged = new URL(url)
  change(forged)
  return forged.href
}

async function listKeys({ storage }: StorageSubject, bucket: Bucket): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of storage.list({ bucket, prefix: 'incoming/' })) keys.push(key)
  return keys
}

function changeLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('1') ? '2' : '1')
}
