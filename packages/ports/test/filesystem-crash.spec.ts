import { randomBytes } from 'node:crypto'
import { appendFile, link, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { askState, expectSameBytes, sendChunk } from '@lyceum/testkit/contracts/storage'
import { describe, expect, it } from 'vitest'

import { crc32c } from '../src/storage/crc32c.ts'
import type { Upload, UploadLimit } from '../src/storage/index.ts'
import {
  contentType,
  createFilesystemSubject,
  createUpload,
  partPath,
  readAll,
  target,
  type FilesystemSubject,
} from './filesystem-subject.ts'

describe('what a crash leaves', () => {
  it('continues in a new process', async () => {
    await using subject = await createFilesystemSubject()
    const { bytes, url } = await beginUpload(subject)
    const restarted = await subject.restart()
    await finishUpload(restarted, url, bytes)
    expectSameBytes(await readAll(subject), bytes)
  })

  it.each([
    ['more bytes than were recorded', 700],
    ['fewer bytes than were recorded', -400],
  ])('goes by the file when it has %s', async (_name, change) => {
    await using subject = await createFilesystemSubject()
    const { bytes, url, uploadId } = await beginUpload(subject)
    const path = partPath(subject, uploadId)
    if (change < 0) await truncate(path, 1000 + change)
    else await appendFile(path, bytes.subarray(1000, 1700))
    const restarted = await subject.restart()
    const received = await finishUpload(restarted, url, bytes)
    expect(received).toBe(1000 + change)
    expectSameBytes(await readAll(subject), bytes)
    await expectIntact(subject)
  })

  it('goes back to what was recorded when the file is longer than the upload can be', async () => {
    await using subject = await createFilesystemSubject()
    const { bytes, url, uploadId } = await beginUpload(subject)
    await appendFile(partPath(subject, uploadId), Buffer.alloc(10_000))
    expect(await finishUpload(await subject.restart(), url, bytes)).toBe(1000)
    expectSameBytes(await readAll(subject), bytes)
    await expectIntact(subject)
  })

  it.each(['', '{', '{"length":-1}', '{"length":900,"crc":1}'])(
    'reads the bytes again when the record is %j',
    async (record) => {
      await using subject = await createFilesystemSubject()
      const { bytes, url, uploadId } = await beginUpload(subject)
      await writeFile(partPath(subject, uploadId).replace('.part', '.json'), record)
      expect(await finishUpload(await subject.restart(), url, bytes)).toBe(1000)
      await expectIntact(subject)
    },
  )

  it.each([
    ['before the last write', 0],
    ['in the middle of the last write', 100],
  ])('completes an upload that had all its bytes when the process died %s', async (_name, footerBytes) => {
    await using subject = await createFilesystemSubject()
    // The length alone does not tell the end of an upload that has only a maximum.
    const { bytes, url, uploadId } = await beginUpload(subject, { maxBytes: 10_000 })
    const path = partPath(subject, uploadId)
    await appendFile(path, Buffer.concat([bytes.subarray(1000), Buffer.alloc(footerBytes, '{')]))
    const record = { length: bytes.length, crc: crc32c(bytes), isComplete: true }
    await writeFile(path.replace('.part', '.json'), JSON.stringify(record))
    const restarted = await subject.restart()
    const answer = await askState(movedTo(restarted, url), bytes.length)
    expect([200, 201]).toContain(answer.status)
    await expectIntact(subject)
    expect(await readdir(join(subject.root, '.uploads'))).toEqual([])
  })

  it('is cleared away when the process died between giving the final name and taking the old one', async () => {
    await using subject = await createFilesystemSubject()
    const { bytes, url, uploadId } = await beginUpload(subject)
    await finishUpload(subject, url, bytes)
    await link(join(subject.root, target.bucket, target.key), partPath(subject, uploadId))
    const restarted = await subject.restart()
    expect((await askState(movedTo(restarted, url), bytes.length)).status).toBe(200)
    expect(await readdir(join(subject.root, '.uploads'))).toEqual([])
    await expectIntact(subject)
  })

  it('is swept once it expired, and not before', async () => {
    await using subject = await createFilesystemSubject()
    await beginUpload(subject)
    await writeFile(join(subject.root, '.incoming', 'half'), 'written')
    expect(await subject.storage.removeAbandoned()).toBe(0)
    subject.clock.set(new Date(Date.now() + 2 * 86_400_000))
    expect(await subject.storage.removeAbandoned()).toBe(2)
    expect(await readdir(join(subject.root, '.uploads'))).toEqual([])
    expect(await readdir(join(subject.root, '.incoming'))).toEqual([])
  })
})

/** An upload of 3,000 bytes that has 1,000. */
async function beginUpload(
  subject: FilesystemSubject,
  limit: UploadLimit = { size: 3000 },
): Promise<Upload & { bytes: Buffer }> {
  const bytes = randomBytes(3000)
  const upload = await createUpload(subject, limit)
  await sendChunk(upload.url, { contentType, bytes: bytes.subarray(0, 1000), total: bytes.length })
  return { ...upload, bytes }
}

/** Asks a restarted storage where the upload stands and sends the rest. Returns how far it was. */
async function finishUpload(restarted: FilesystemSubject, url: string, bytes: Buffer): Promise<number> {
  const moved = movedTo(restarted, url)
  const { receivedBytes: start } = await askState(moved, bytes.length)
  expect((await sendChunk(moved, { contentType, bytes: bytes.subarray(start), start })).status).toBe(201)
  return start
}

function movedTo(restarted: FilesystemSubject, url: string): string {
  const moved = new URL(url)
  moved.port = new URL(restarted.address()).port
  return moved.href
}

/** Downloading compares the bytes with the checksum that was computed on their way in. */
async function expectIntact({ storage, root }: FilesystemSubject): Promise<void> {
  await expect(storage.downloadTo(target, join(root, '.incoming', 'copy'))).resolves.toMatchObject({
    size: 3000,
  })
}
