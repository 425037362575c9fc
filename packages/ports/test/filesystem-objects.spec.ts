import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { describe, expect, it } from 'vitest'

import { createFilesystemStorage } from '../src/storage/filesystem.ts'
import { createFilesystemSubject } from './filesystem-subject.ts'

const target = { bucket: 'media', key: 'v/1/poster.jpg' } as const
const contentType = 'image/jpeg'

describe('objects on the disk', () => {
  it('begin with their own bytes, under a name that says what they are', async () => {
    await using subject = await createFilesystemSubject()
    await subject.storage.write(target, Buffer.from('picture'), { contentType })
    const file = await readFile(join(subject.root, 'media', 'v@', '1@', 'poster.jpg'))
    expect(file.subarray(0, 7).toString()).toBe('picture')
  })

  it('leave no empty folder and no temporary file behind', async () => {
    await using subject = await createFilesystemSubject()
    await subject.storage.write(target, Buffer.from('picture'), { contentType })
    await subject.storage.delete(target)
    expect(await readdir(join(subject.root, 'media'))).toEqual([])
    expect(await readdir(join(subject.root, '.incoming'))).toEqual([])
  })

  it('are refused when cut short, and a changed byte is found by its checksum', async () => {
    await using subject = await createFilesystemSubject()
    const { storage, root } = subject
    const path = join(root, 'media', 'v@', '1@', 'poster.jpg')
    await storage.write(target, Buffer.from('picture'), { contentType })
    const file = await readFile(path)
    await writeFile(path, Buffer.concat([Buffer.from('P'), file.subarray(1)]))
    const copy = join(root, 'copy')
    await expect(storage.downloadTo(target, copy)).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' })
    await expect(readFile(copy)).rejects.toMatchObject({ code: 'ENOENT' })
    await truncate(path, 300)
    await expect(storage.stat(target)).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' })
    await expect(storage.read(target)).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' })
  })

  it('ignore the files that an operating system strews', async () => {
    await using subject = await createFilesystemSubject()
    await subject.storage.write(target, Buffer.from('picture'), { contentType })
    await writeFile(join(subject.root, 'media', 'v@', '.DS_Store'), 'x')
    const listed: string[] = []
    for await (const { key } of subject.storage.list({ bucket: 'media', prefix: 'v/' })) listed.push(key)
    expect(listed).toEqual([target.key])
  })

  it('are not written from a local file that is absent or a source that broke early', async () => {
    await using subject = await createFilesystemSubject()
    const { storage } = subject
    const absent = storage.writeFile(target, join(subject.root, 'absent'), { contentType })
    await expect(absent).rejects.toMatchObject({ code: 'ENOENT' })
    const broken = new PassThrough()
    broken.destroy(new Error('broken from the start'))
    await expect(storage.write(target, broken, { contentType })).rejects.toThrow('broken from the start')
    expect(await storage.stat(target)).toBeNull()
    expect(await readdir(join(subject.root, '.incoming'))).toEqual([])
  })

  it('need a secret that is long enough to sign uploads with', async () => {
    const making = createFilesystemStorage({
      root: join(tmpdir(), 'never-made'),
      secret: 'short',
      uploadsUrl: () => '',
    })
    await expect(making).rejects.toThrow(RangeError)
  })
})
