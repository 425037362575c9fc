import { uploadBytes } from '@lyceum/client'
import { createGcsStorage, ensureBuckets } from '@lyceum/ports/storage/gcs'
import { createWorld } from '@lyceum/testkit'
import { cutChunk } from '@lyceum/testkit/contracts/storage'
import { describeWithGcsEmulator } from '@lyceum/testkit/gcs-emulator/suite'
import { createTranscoder } from '@lyceum/transcoder'
import fastify from 'fastify'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Role } from '@lyceum/kit'
import { expect, it } from 'vitest'

import { createMediaSubgraph } from '../src/subgraph.ts'
import { readTestEnvironment } from './environment.ts'
import { readClip, whenIn } from './media-world.ts'
import { CompleteUpload, CreateUpload } from './operations.ts'

const { fakeGcsServer, isContinuousIntegration } = readTestEnvironment()
const part = 262_144

await describeWithGcsEmulator({
  command: fakeGcsServer,
  isRequired: isContinuousIntegration,
  register: (apiEndpoint) => {
    it('uploads a video in parts, resumes after a cut, and transcodes it', { timeout: 90_000 }, async () => {
      await using media = await openWorld(apiEndpoint())
      const { world, storage } = media
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
      await whenIn(ada, asset.id, 'READY')
      const keys: string[] = []
      for await (const { key } of storage.list({ bucket: 'media', prefix: `${asset.id}/` })) keys.push(key)
      expect(keys.filter((key) => key.endsWith('.ts')).length).toBeGreaterThan(1)
    })
  },
})

/** The subgraph, its routes and a worker, over buckets. */
async function openWorld(apiEndpoint: string) {
  const options = { projectId: 'tests', bucketPrefix: 'school', apiEndpoint }
  await ensureBuckets(options)
  const storage = createGcsStorage(options)
  const workFolder = await mkdtemp(join(tmpdir(), 'lyceum-media-'))
  const app = fastify()
  let address = ''
  const world = await createWorld(createMediaSubgraph, { storage, publicUrl: () => address })
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
    storage,
    async [Symbol.asyncDispose]() {
      await transcoder.stop({ graceMs: 1 })
      await app.close()
      await world[Symbol.asyncDispose]()
      await rm(workFolder, { recursive: true, force: true })
    },
  }
}
