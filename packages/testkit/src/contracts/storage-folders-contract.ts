import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ObjectReference } from '@lyceum/ports/storage'
import { describe, expect, it } from 'vitest'

import type { StorageSubject } from './storage-contract.ts'

const bytes = Buffer.from('123456789')
const contentType = 'text/plain'
const notes: ObjectReference = { bucket: 'media', key: 'notes/one.txt' }

/** Many objects at once, and local files. */
export function storageFoldersContract(make: () => Promise<StorageSubject>): void {
  describe('folders', () => {
    it('lists what is under a prefix at any depth, ordered by key, and nothing beside it', async () => {
      await using subject = await make()
      const { storage } = subject
      const inside = ['v/1/a', 'v/1/a-b', 'v/1/a.txt', 'v/1/a/z', 'v/1/b/c/d'].sort()
      for (const key of [...inside, 'v/10/a', 'v/2', 'v/1-x']) {
        await storage.write({ bucket: 'media', key }, bytes, { contentType })
      }
      const listed = await collect(storage.list({ bucket: 'media', prefix: 'v/1/' }))
      expect(listed.map(({ key }) => key)).toEqual(inside)
      expect(listed[0]).toEqual({ key: 'v/1/a', ...(await storage.stat({ bucket: 'media', key: 'v/1/a' })) })
      expect(await collect(storage.list({ bucket: 'media', prefix: 'absent/' }))).toEqual([])
    })

    it('deletes an object, then a prefix, without touching the neighbours', async () => {
      await using subject = await make()
      const { storage } = subject
      const keys = ['v/1/a', 'v/1/b/c', 'v/10/a', 'v/1']
      for (const key of keys) await storage.write({ bucket: 'media', key }, bytes, { contentType })
      await storage.delete({ bucket: 'media', key: 'v/1' })
      await storage.delete({ bucket: 'media', key: 'v/1' })
      await storage.deletePrefix({ bucket: 'media', prefix: 'v/1/' })
      await storage.deletePrefix({ bucket: 'media', prefix: 'v/1/' })
      const left = await collect(storage.list({ bucket: 'media', prefix: 'v/' }))
      expect(left.map(({ key }) => key)).toEqual(['v/10/a'])
    })

    it('writes while the folder is being emptied', async () => {
      await using subject = await make()
      const { storage } = subject
      const tasks = Array.from({ length: 12 }, async (_, index) => {
        const target: ObjectReference = { bucket: 'media', key: `deep/er/${index}` }
        await storage.write(target, bytes, { contentType })
        await storage.delete(target)
      })
      await Promise.all(tasks)
      expect(await collect(storage.list({ bucket: 'media', prefix: 'deep/' }))).toEqual([])
    })

    it('writes the regular files of a local folder, and follows no link out of it', async () => {
      await using subject = await make()
      await using local = await createLocalFolder()
      await mkdir(join(local.path, '720p'))
      await writeFile(join(local.path, 'master.m3u8'), '#EXTM3U')
      await writeFile(join(local.path, '720p', 'seg_0.ts'), bytes)
      await symlink('/etc/passwd', join(local.path, 'passwd'))
      const written = await subject.storage.writeFolder({ bucket: 'media', prefix: 'v/1/' }, local.path, {
        contentTypeOf: (path) => (path.endsWith('.m3u8') ? 'application/vnd.apple.mpegurl' : 'video/mp2t'),
      })
      expect(written).toEqual(await collect(subject.storage.list({ bucket: 'media', prefix: 'v/1/' })))
      expect(written.map(({ key, contentType: type }) => [key, type])).toEqual([
        ['v/1/720p/seg_0.ts', 'video/mp2t'],
        ['v/1/master.m3u8', 'application/vnd.apple.mpegurl'],
      ])
    })

    it('brings an object from a local file and back, and overwrites no local file', async () => {
      await using subject = await make()
      await using local = await createLocalFolder()
      const [source, target] = [join(local.path, 'in'), join(local.path, 'out')]
      await writeFile(source, bytes)
      const stat = await subject.storage.writeFile(notes, source, { contentType })
      expect(await subject.storage.downloadTo(notes, target)).toEqual(stat)
      expect(await readFile(target)).toEqual(bytes)
      await expect(subject.storage.downloadTo(notes, target)).rejects.toMatchObject({ code: 'EEXIST' })
    })
  })
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}

async function createLocalFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'lyceum-storage-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
