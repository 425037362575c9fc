import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { CompleteUpload, CreateUpload, present, succeeded, uploadBytes } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openDatabase } from './harness/open-database.ts'
import type { Database } from './harness/open-database.ts'
import type { Person } from './harness/people.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'
import { AssetPlayback } from './operations.ts'

let platform: TestPlatform
let database: Database
let instructor: Person
beforeAll(async () => {
  platform = await startTestPlatform()
  instructor = await platform.instructor()
  database = await openDatabase(platform.dataFolder)
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await platform[Symbol.asyncDispose]()
})

const text = new TextEncoder()
const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'

async function beginUpload(sizeBytes: number) {
  const input = { filename: 'clip.mp4', contentType: 'video/mp4', sizeBytes, kind: 'VIDEO' } as const
  return (await instructor.execute(CreateUpload, { input })).createUpload
}

/** Uploads a file as clip.mp4. @returns the asset, and the codes that `completeUpload` answers */
async function upload(bytes: Uint8Array): Promise<{ assetId: string; codes: string[] }> {
  const { asset, upload: target } = succeeded(await beginUpload(bytes.length))
  const assetId = present(asset, 'asset').id
  await uploadBytes(present(target, 'upload'), bytes)
  const { completeUpload } = await instructor.execute(CompleteUpload, { input: { assetId } })
  return { assetId, codes: completeUpload.userErrors.map(({ code }) => code) }
}

async function countMediaRows(): Promise<Readonly<Record<string, number>>> {
  const counts = Object.entries(await database.countRows())
  return Object.fromEntries(counts.filter(([table]) => /^media\.(media_asset|file_version)$/.test(table)))
}

describe('a file named clip.mp4', () => {
  it.each([
    ['a text', text.encode('Once upon a time there was no video at all. '.repeat(100)), 'UNSUPPORTED_FORMAT'],
    ['an HLS playlist that points at a local file', text.encode(playlist), 'UNSUPPORTED_FORMAT'],
  ])('is refused when it is %s, and nothing of it stays', async (_what, bytes, code) => {
    const before = await countMediaRows()
    const { assetId, codes } = await upload(bytes)
    expect(codes).toEqual([code])
    expect(await countMediaRows()).toEqual(before)
    expect(await instructor.execute(AssetPlayback, { id: assetId })).toEqual({ mediaAsset: null })
  })

  it('is refused when it is empty, before anything is made', async () => {
    const before = await countMediaRows()
    const { asset, userErrors } = await beginUpload(0)
    expect([asset, userErrors.map(({ code }) => code)]).toEqual([null, ['FILE_EMPTY']])
    expect(await countMediaRows()).toEqual(before)
  })

  it('is not taken beyond the size that was declared', async () => {
    const { asset, upload: target } = succeeded(await beginUpload(1_000))
    const { url, contentType } = present(target, 'upload')
    const body = new Blob([new Uint8Array(2_000)])
    const response = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body })
    expect(response.status).toBe(413)
    const { completeUpload } = await instructor.execute(CompleteUpload, {
      input: { assetId: present(asset, 'asset').id },
    })
    expect(completeUpload.userErrors.map(({ code }) => code)).toEqual(['UPLOAD_INCOMPLETE'])
  })

  it.each([
    { what: 'its index', options: [], reason: 'CORRUPT_MEDIA' },
    { what: 'its film', options: ['-movflags', '+faststart'], reason: 'TRUNCATED_MEDIA' },
  ])('fails for good, and tells its owner, when $what is cut off', async (cut) => {
    const { assetId, codes } = await upload(firstHalf(await makeClip(cut.options)))
    expect(codes).toEqual([])
    const failed = { state: 'FAILED', playback: null, failure: { reason: cut.reason } }
    await eventually(
      async () => {
        const { mediaAsset } = await instructor.execute(AssetPlayback, { id: assetId })
        expect(mediaAsset).toMatchObject(failed)
      },
      { withinMilliseconds: 100_000 },
    )
  })
})

function firstHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length / 2))
}

/** Four seconds of film. */
async function makeClip(options: readonly string[]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-clip-'))
  try {
    const path = join(folder, 'clip.mp4')
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=4']
    await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', ...options, path])
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
