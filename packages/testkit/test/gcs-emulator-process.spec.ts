import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createGcsStorage } from '@lyceum/ports/storage/gcs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readTestEnvironment } from '../src/environment.ts'
import { eventually } from '../src/eventually.ts'
import { readEnvironment } from '../src/gcs-emulator/environment.ts'
import { findFreePort } from '../src/program.ts'

const { fakeGcsServer } = readTestEnvironment()
const program = fileURLToPath(new URL('../src/gcs-emulator/main.ts', import.meta.url))

describe.skipIf(fakeGcsServer === null)('the emulator in a process of its own, with fake-gcs-server', () => {
  let folder: string
  let port: number
  const children: ChildProcess[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lyceum-emulator-'))
    port = await findFreePort()
    await writeFile(
      join(folder, 'server'),
      `#!/bin/sh\necho "$@" > '${folder}/arguments'\nexec '${fakeGcsServer}' "$@"\n`,
    )
    await chmod(join(folder, 'server'), 0o755)
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  async function start(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', program], {
      stdio: 'ignore',
      env: {
        PORT: String(port),
        PUBLIC_URL: `http://localhost:${port}/`,
        GCS_BUCKET_PREFIX: 'school',
        STORAGE_FOLDER: join(folder, 'buckets'),
        FAKE_GCS_SERVER: join(folder, 'server'),
      },
    })
    children.push(child)
    await eventually(() => fetch(`http://127.0.0.1:${port}/_internal/healthcheck`), {
      withinMilliseconds: 30_000,
      everyMilliseconds: 100,
    })
    return child
  }

  it('takes uploads at its public address, keeps them over a restart, and leaves nobody behind', async () => {
    const first = await start()
    const apiEndpoint = `http://127.0.0.1:${port}`
    const storage = createGcsStorage({ projectId: 'local', bucketPrefix: 'school', apiEndpoint })
    const clip = { bucket: 'uploads', key: 'assets/clip' } as const
    const expiresAt = new Date(Date.now() + 60_000)
    const bytes = Buffer.alloc(3_000_000, 'lyceum')
    const request = { ...clip, contentType: 'video/mp4', size: bytes.length, expiresAt }

    const cancelled = await storage.createUpload(request)
    await storage.cancelUpload(cancelled.uploadId)
    expect((await fetch(cancelled.url, { method: 'PUT', body: bytes })).status).toBe(499)
    const { url } = await storage.createUpload(request)
    expect(new URL(url).origin).toBe(`http://localhost:${port}`)
    expect((await fetch(url, { method: 'PUT', body: bytes })).status).toBe(200)
    const stat = await storage.stat(clip)
    expect(stat).toMatchObject({ size: bytes.length, contentType: 'video/mp4' })

    const ended = once(first, 'exit')
    first.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    const second = await start()
    expect(await storage.stat(clip)).toEqual(stat)

    const [, upstreamPort] = /-port (\d+)/.exec(await readFile(join(folder, 'arguments'), 'utf8')) ?? []
    const upstream = `http://127.0.0.1:${upstreamPort}/_internal/healthcheck`
    expect((await fetch(upstream)).status).toBe(200)
    second.kill('SIGKILL')
    await eventually(() => expect(fetch(upstream)).rejects.toThrow('fetch failed'))
  }, 90_000)
})

describe('what the emulator is told', () => {
  const nowhere = { PATH: '/nowhere', XDG_CACHE_HOME: '/nowhere' }

  it('is where fake-gcs-server runs, or where it is installed', () => {
    expect(readEnvironment({ ...nowhere, FAKE_GCS_SERVER_URL: 'http://fake:4443' })).toMatchObject({
      listen: { host: '127.0.0.1', port: 4443 },
      buckets: { projectId: 'local', bucketPrefix: 'lyceum' },
      server: { origin: 'http://fake:4443' },
    })
    expect(() => readEnvironment(nowhere)).toThrow('fake-gcs-server is not installed')
  })
})
