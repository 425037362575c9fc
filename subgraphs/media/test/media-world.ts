import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Role } from '@lyceum/kit'
import type { Subgraph } from '@lyceum/kit'
import { createFilesystemStorage, filesystemUploadRoutes } from '@lyceum/ports/storage/filesystem'
import type { FilesystemStorage } from '@lyceum/ports/storage/filesystem'
import { createCleanup, createWorld, eventually } from '@lyceum/testkit'
import type { TestPerson, World } from '@lyceum/testkit'
import { createTranscoder } from '@lyceum/transcoder'
import type { Transcoder, TranscoderOptions } from '@lyceum/transcoder'
import fastify from 'fastify'
import { expect } from 'vitest'

import { createMediaSubgraph } from '../src/subgraph.ts'
import { CompleteUpload, CreateUpload, ReadAsset } from './operations.ts'

/** A real clip under CC0 of 720x480. */
export function readClip(name: 'rabbit.mp4' | 'crystal.mp4' | 'subtitles_en.vtt'): Promise<Buffer> {
  const url = new URL(`../../../apps/all-in-one/demo/media/${name}`, import.meta.url)
  return readFile(fileURLToPath(url))
}

export interface MediaWorld extends AsyncDisposable {
  readonly world: World<Subgraph>
  readonly address: string
  /** Holds the storage in `files`. */
  readonly folder: string
  readonly storage: FilesystemStorage
  /** Starts a worker beside the subgraph; it ends with the world. */
  startTranscoder(options?: Partial<TranscoderOptions>): Promise<Transcoder>
  instructor(): TestPerson
  /** Creates, sends and completes; answers the payload of `completeUpload`. */
  upload(person: TestPerson, file: UploadedFile): Promise<Uploaded>
  /** Every object of a bucket whose key begins with the id of an asset. */
  listKeys(bucket: 'uploads' | 'media', assetId: string): Promise<string[]>
}

export interface UploadedFile {
  readonly bytes: Uint8Array
  readonly filename?: string
  readonly contentType?: string
  readonly kind?: string
  readonly assetId?: string
  readonly isPublic?: boolean
}

export interface Uploaded {
  readonly assetId: string
  readonly payload: { readonly asset: unknown; readonly userErrors: readonly { readonly code: string }[] }
}

/** The subgraph with its routes on a real HTTP server. Intervals are short, and only the manual clock makes anything stale. */
export async function createMediaWorld(): Promise<MediaWorld> {
  const cleanup = createCleanup()
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-media-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  let address = ''
  const storage = await createFilesystemStorage({
    root: join(folder, 'files'),
    secret: 'upload secret of tests, 32 characters or more',
    uploadsUrl: () => `${address}/media/uploads`,
  })
  const timing = { reconcileMilliseconds: 50, sweepMilliseconds: 50 }
  const world = cleanup.use(
    await createWorld(
      'media',
      (dependencies) =>
        createMediaSubgraph({ ...dependencies, uploadRoutes: filesystemUploadRoutes(storage), timing }),
      { storage, publicUrl: () => address },
    ),
  )
  const app = fastify()
  cleanup.defer(() => app.close())
  const { routes } = world.subgraph
  if (routes === undefined) throw new Error('media has routes')
  await app.register(routes.plugin, { prefix: routes.prefix })
  address = await app.listen({ port: 0, host: '127.0.0.1' })

  return {
    world,
    address,
    folder,
    storage,
    async startTranscoder(options = {}) {
      const { broker, logger } = world.dependencies
      const transcoder = createTranscoder({
        broker,
        storage,
        logger,
        workFolder: await mkdtemp(join(folder, 'work-')),
        preset: 'superfast',
        timing: { heartbeatMilliseconds: 100, statusMilliseconds: 500 },
        ...options,
      })
      cleanup.defer(() => transcoder.stop({ graceMs: 1 }))
      await transcoder.start()
      return transcoder
    },
    instructor: () => world.person({ roles: [Role.INSTRUCTOR] }),
    async upload(person, file) {
      const created = await createAndSend(person, file)
      const { data } = await person.execute(CompleteUpload, { input: { assetId: created } })
      return { assetId: created, payload: data.completeUpload }
    },
    async listKeys(bucket, assetId) {
      const keys: string[] = []
      for await (const { key } of storage.list({ bucket, prefix: `${assetId}/` })) keys.push(key)
      return keys
    },
    [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose](),
  }
}

/** Makes an upload and sends all of its bytes. */
export async function createAndSend(person: TestPerson, file: UploadedFile): Promise<string> {
  const { bytes, filename = 'clip.mp4', contentType = 'video/mp4', kind = 'VIDEO', ...rest } = file
  const input = { filename, contentType, kind, sizeBytes: bytes.length, ...rest }
  const { data, errors } = await person.execute(CreateUpload, { input })
  expect(errors).toBeUndefined()
  expect(data.createUpload.userErrors).toEqual([])
  const { asset, upload } = data.createUpload
  const response = await fetch(upload.url, {
    method: 'PUT',
    headers: { 'content-type': upload.contentType },
    body: new Uint8Array(bytes),
  })
  expect(response.status).toBe(201)
  return asset.id
}

/** The asset once it is in a state. */
export function whenIn(person: TestPerson, id: string, state: string) {
  return eventually(
    async () => {
      const { data, errors } = await person.execute(ReadAsset, { id })
      expect(errors).toBeUndefined()
      expect(data.mediaAsset).toMatchObject({ state })
      return data.mediaAsset
    },
    { withinMilliseconds: 60_000, everyMilliseconds: 50 },
  )
}
