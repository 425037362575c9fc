import type { UploadLimit } from '@lyceum/ports/storage'
import { describe, expect, it } from 'vitest'

import { expectSameBytes } from './same-bytes.ts'
import type { StorageSubject } from './storage-contract.ts'
import { askState, sendChunk } from './upload-client.ts'
import { contentType, createUpload, readAll, target, unit } from './uploads.ts'

/** What the holder of an upload URL may do with it, and what not. */
export function storageUploadRightsContract(make: () => Promise<StorageSubject>): void {
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
