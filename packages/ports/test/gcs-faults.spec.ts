import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { fastify } from 'fastify'
import { describe, expect, it, vi } from 'vitest'

import { createGcsStorage, requireBuckets } from '../src/storage/gcs.ts'
import type { ObjectReference } from '../src/storage/index.ts'
import { createAccount, describeWithGcs, type GcsSubject } from './gcs-subject.ts'
import { openFaultyProxy } from './faulty-proxy.ts'

const notes: ObjectReference = { bucket: 'media', key: 'notes/one.txt' }
const contentType = 'text/plain'
const isDownload = /\?.*alt=media/

describeWithGcs((make) => {
  describe('when bytes are damaged on the way', () => {
    it('refuses them, and leaves no half of a file', async () => {
      await using faulty = await openFaulty(make)
      await faulty.storage.write(notes, Buffer.alloc(100_000, 'a'), { contentType })
      faulty.damageNext(isDownload)
      const { stream } = await faulty.storage.read(notes)
      await expect(buffer(stream)).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' })
      faulty.damageNext(isDownload)
      const path = join(faulty.folder, 'copy')
      await expect(faulty.storage.downloadTo(notes, path)).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' })
      await expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' })
    })

    it('leaves no half of a file when the connection is cut', async () => {
      await using faulty = await openFaulty(make)
      await faulty.storage.write(notes, Buffer.alloc(3_000_000, 'a'), { contentType })
      faulty.cutNext(isDownload)
      const path = join(faulty.folder, 'copy')
      await expect(faulty.storage.downloadTo(notes, path)).rejects.toThrow()
      await expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' })
    })
  })

  describe('when the service is out of order for a moment', () => {
    it('asks again', async () => {
      await using faulty = await openFaulty(make)
      faulty.failNext(/\/o\/notes/)
      expect(await faulty.storage.stat(notes)).toBeNull()
    })

    it('writes again, and knows its own object when only the answer was lost', async () => {
      await using faulty = await openFaulty(make)
      faulty.loseAnswer(/^\/upload\//)
      const stat = await faulty.storage.write(notes, Buffer.from('once'), { contentType, ifAbsent: true })
      expect(await faulty.storage.stat(notes)).toEqual(stat)
      expect(faulty.count(/^\/upload\//)).toBe(2)
    })
  })

  it('sends large files by the resumable protocol, whole', async () => {
    await using subject = await make()
    const bytes = Buffer.alloc(9 << 20, 'lyceum')
    const { size } = await subject.storage.write(notes, bytes, { contentType })
    expect(size).toBe(bytes.length)
    expect((await buffer((await subject.storage.read(notes)).stream)).equals(bytes)).toBe(true)
  })

  it('asks nobody but the endpoint it is given', async () => {
    const strangers: string[] = []
    const stranger = fastify()
    stranger.all('/*', async (request) => strangers.push(request.url))
    const address = await stranger.listen({ port: 0, host: '127.0.0.1' })
    vi.stubEnv('GCE_METADATA_HOST', new URL(address).host)
    vi.stubEnv('STORAGE_EMULATOR_HOST', address)
    try {
      await using subject = await make()
      const { credentials: _none, ...withoutKey } = subject.options
      for (const options of [subject.options, withoutKey]) {
        const storage = createGcsStorage(options)
        const key = `k${Object.keys(options).length}`
        await storage.write({ ...notes, key }, Buffer.from('x'), { contentType })
        expect(await storage.stat({ ...notes, key })).toMatchObject({ size: 1 })
      }
      const upload = { bucket: 'uploads', key: 'clip', contentType, size: 1 } as const
      await subject.storage.createUpload({ ...upload, expiresAt: new Date(Date.now() + 60_000) })
      expect(strangers).toEqual([])
    } finally {
      vi.unstubAllEnvs()
      await stranger.close()
    }
  })

  it('names the buckets that are missing, instead of taking them for empty', async () => {
    await using subject = await make()
    await requireBuckets(subject.options)
    await fetch(`${subject.options.apiEndpoint}/storage/v1/b/${subject.options.bucketPrefix}-media`, {
      method: 'DELETE',
    })
    await expect(requireBuckets(subject.options)).rejects.toThrow(
      `The storage has no bucket ${subject.options.bucketPrefix}-media`,
    )
  })

  it('opens no upload with a key that the service does not know', async () => {
    await using subject = await make()
    const { clientEmail, privateKey } = createAccount()
    const storage = createGcsStorage({ ...subject.options, credentials: { clientEmail, privateKey } })
    const upload = { bucket: 'uploads', key: 'clip', contentType, size: 1 } as const
    const opening = storage.createUpload({ ...upload, expiresAt: new Date(Date.now() + 60_000) })
    await expect(opening).rejects.toThrow(/403.*SignatureDoesNotMatch/)
  })
})

async function openFaulty(make: () => Promise<GcsSubject>) {
  const { options } = await make()
  const proxy = await openFaultyProxy(options.apiEndpoint)
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-gcs-'))
  return {
    ...proxy,
    folder,
    storage: createGcsStorage({ ...options, apiEndpoint: proxy.origin }),
    async [Symbol.asyncDispose]() {
      await proxy.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
