import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { askState, cutChunk, expectSameBytes, sendChunk } from '@lyceum/testkit/contracts/storage'
import { expect, it } from 'vitest'

import { createFilesystemStorage, type FilesystemStorage } from '../src/storage/filesystem.ts'
import { contentType, target } from './filesystem-subject.ts'

const secret = 'a secret that only this test knows'
const bytes = randomBytes(2 << 20)

it('loses no acknowledged byte of an upload when the process is killed, again and again', async () => {
  await using folder = await createFolder()
  const storage = await createFilesystemStorage({ root: folder.path, secret, uploadsUrl: () => '' })
  const upload = await createUpload(storage)
  const partPath = join(folder.path, '.uploads', `${upload.uploadId}.part`)
  let acknowledged = 0
  for (const killedAt of [300_000, 700_000, 1_500_000]) {
    await using server = await startServer(folder.path)
    const url = server.origin + upload.path
    const { receivedBytes: start } = await askState(url, bytes.length)
    expect(start).toBeGreaterThanOrEqual(acknowledged)
    const middle = Math.floor((start + killedAt) / 2)
    const chunk = { contentType, bytes: bytes.subarray(start, middle), start, total: bytes.length }
    acknowledged = (await sendChunk(url, chunk)).receivedBytes
    expect(acknowledged).toBe(middle)
    await cutChunk(
      url,
      { contentType, bytes: bytes.subarray(middle), start: middle },
      {
        sentBytes: killedAt - middle,
        beforeCut: async () => {
          const arrived = async (): Promise<number> => (await stat(partPath)).size
          await expect.poll(arrived, { interval: 2 }).toBeGreaterThan(middle)
          await server.kill()
        },
      },
    )
    expect(await storage.stat(target)).toBeNull()
  }

  await using server = await startServer(folder.path)
  const url = server.origin + upload.path
  const { receivedBytes: start } = await askState(url, bytes.length)
  expect(start).toBeGreaterThanOrEqual(acknowledged)
  expect((await sendChunk(url, { contentType, bytes: bytes.subarray(start), start })).status).toBe(201)
  expect(await storage.downloadTo(target, join(folder.path, 'copy'))).toMatchObject({ size: bytes.length })
  expectSameBytes(await readFile(join(folder.path, 'copy')), bytes)
  expect(await readdir(join(folder.path, '.uploads'))).toEqual([])
})

async function createUpload(storage: FilesystemStorage): Promise<{ uploadId: string; path: string }> {
  const expiresAt = new Date(Date.now() + 600_000)
  const { uploadId, url } = await storage.createUpload({
    ...target,
    contentType,
    size: bytes.length,
    expiresAt,
  })
  return { uploadId, path: `/uploads${url}` }
}

async function startServer(
  root: string,
): Promise<AsyncDisposable & { origin: string; kill(): Promise<void> }> {
  const path = fileURLToPath(new URL('upload-server.ts', import.meta.url))
  const server: ChildProcess = fork(path, [root, secret], { execArgv: ['--import', 'tsx'] })
  const exited = once(server, 'exit')
  const [origin] = await once(server, 'message')
  const kill = async (): Promise<void> => {
    server.kill('SIGKILL')
    await exited
  }
  return { origin: String(origin), kill, [Symbol.asyncDispose]: kill }
}

async function createFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'lyceum-storage-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
