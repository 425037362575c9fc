import { uploadBytes } from '@lyceum/client'
import { createGcsStorage, ensureBuckets } from '@lyceum/ports/storage/gcs'
import { createWorld } from '@lyceum/testkit'
import { cutChunk } from '@lyceum/testkit/contracts/storage'
import { describeWithGcsEmulator } from '@lyceum/testkit/gcs-emulator/suite'
import { createTranscoder } from '@lyceum/transcoder'
import fastify from 'fastify'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Role } from '@lyceum/kit'
import { expect, it } from 'vitest'

import { createMediaSubgraph } from '../src/subgraph.ts'
import { readClip, whenIn } from './media-world.ts'
import { CompleteUpload, CreateUpload } from './operations.ts'
import { fetchFile, readSegments } from './read-ladder.ts'

const part = 262_144
const prefix = 'school'

describeWithGcsEmulator({
  register: (apiEndpoint) => {
    it('uploads a video in parts, resumes after a cut, transcodes it and plays every byte that is kept', async () => {
      await using media = await openWorld(apiEndpoint())
      const { world } = media
      const ada = world.person({ roles: [Role.INSTRUCTOR] })
      const bytes = await readClip('rabbit.mp4')
      const file = {
        filename: 'rabbit.mp4',
        contentType: 'video/mp4',
        kind: 'VIDEO',
        sizeBytes: bytes.length,
      }
      const created = (await ada.execute(CreateUpload, { input: file })).data.createUpload
      const { asset, upload } = created

      const early = await ada.execute(CompleteUpload, { input: { assetId: asset.id } })
      expect(early.data.completeUpload.userErrors).toHaveLength(1)
      await cutChunk(upload.url, { contentType: 'video/mp4', bytes }, { sentBytes: part + 100 })
      const stopped = uploadBytes(upload, bytes, {
        chunkBytes: part,
        onProgress: (received) => {
          if (received >= part) throw new Error('the line is gone')
        },
      })
      await expect(stopped).rejects.toThrow('the line is gone')
      const progress: number[] = []
      await uploadBytes(upload, bytes, {
        chunkBytes: part,
        onProgress: (received) => progress.push(received),
      })
      expect(progress[0]).toBeGreaterThanOrEqual(part)

      const completed = await ada.execute(CompleteUpload, { input: { assetId: asset.id } })
      expect(completed.data.completeUpload).toEqual({
        asset: { id: asset.id, state: 'QUEUED' },
        userErrors: [],
      })
      const { playback } = await whenIn(ada, asset.id, 'READY')
      const { masterPlaylistUrl, posterUrl } = playback
      const segments = await readSegments(masterPlaylistUrl)
      const poster = await fetchFile(posterUrl, masterPlaylistUrl)
      const played = [...segments, poster].map((sent) => [sent.path, md5(sent.bytes)])
      const kept = (await describeObjects(apiEndpoint(), { bucket: 'media', assetId: asset.id })).filter(
        ([path]) => !path.endsWith('.m3u8'),
      )
      expect(segments.length).toBeGreaterThan(1)
      expect(Object.fromEntries(played)).toEqual(Object.fromEntries(kept))
      const start = await fetch(posterUrl, { headers: { range: 'bytes=0-1' } })
      expect(start.status).toBe(206)
      expect(Buffer.from(await start.arrayBuffer())).toEqual(poster.bytes.subarray(0, 2))
    })
  },
})

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64')
}

/** What the service itself says of the files of an asset's only attempt: their path in its folder, their MD5. */
async function describeObjects(
  apiEndpoint: string,
  { bucket, assetId }: { readonly bucket: string; readonly assetId: string },
): Promise<readonly (readonly [string, string])[]> {
  const response = await fetch(`${apiEndpoint}/storage/v1/b/${prefix}-${bucket}/o?prefix=${assetId}/`)
  const { items } = (await response.json()) as { readonly items: { name: string; md5Hash: string }[] }
  return items.map(({ name, md5Hash }) => [name.split('/').slice(3).join('/'), md5Hash])
}

/** The subgraph, its routes and a worker, over buckets. */
async function openWorld(apiEndpoint: string) {
  const options = { projectId: 'tests', bucketPrefix: prefix, apiEndpoint }
  await ensureBuckets(options)
  const storage = createGcsStorage(options)
  const workFolder = await mkdtemp(join(tmpdir(), 'lyceum-media-'))
  const app = fastify()
  let address = ''
  const world = await createWorld('media', createMediaSubgraph, { storage, publicUrl: () => address })
  const { routes } = world.subgraph
  if (routes === undefined) throw new Error('media has routes')
  await app.register(routes.plugin, { prefix: routes.prefix })
  address = await app.listen({ port: 0, host: '127.0.0.1' })
  const { broker, logger } = world.dependencies
  const timing = { heartbeatMilliseconds: 100, statusMilliseconds: 500 }
  const transcoder = createTranscoder({ broker, storage, logger, workFolder, preset: 'superfast', timing })
  await transcoder.start()
  return {
    world,
    async [Symbol.asyncDispose]() {
      await transcoder.stop({ graceMs: 1 })
      await app.close()
      await world[Symbol.asyncDispose]()
      await rm(workFolder, { recursive: true, force: true })
    },
  }
}
