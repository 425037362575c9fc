import { finished } from 'node:stream/promises'
import type { Readable } from 'node:stream'

import { fastify } from 'fastify'

import type { Storage } from '../src/storage/index.ts'
import { serveObject, type ServeObjectOptions } from '../src/storage/serve-object.ts'
import { createFilesystemSubject } from './filesystem-subject.ts'

export const object = { bucket: 'media', key: 'v/1/seg_0.m4s' } as const
const digits = Buffer.from('0123456789')

export interface ServerOptions {
  readonly bytes?: Buffer
  readonly beforeRead?: () => Promise<void>
}

export interface Server extends AsyncDisposable {
  readonly url: string
  readonly origin: string
  readonly storage: Storage
  /** Every stream that was opened to be served. */
  readonly opened: Readable[]
  nextDisconnect(): Promise<void>
}

/** Serves one storage at `/objects/<key>`; the object under test is there. */
export async function createServer({ bytes = digits, beforeRead }: ServerOptions = {}): Promise<Server> {
  const { storage, ...subject } = await createFilesystemSubject()
  await storage.write(object, bytes, { contentType: 'video/mp4' })
  const opened: Readable[] = []
  const watched: ServeObjectOptions['storage'] = {
    stat: (source) => storage.stat(source),
    async read(source, options) {
      await beforeRead?.()
      const body = await storage.read(source, options)
      opened.push(body.stream)
      return body
    },
  }
  const app = fastify({ forceCloseConnections: true })
  app.get<{ Params: { key: string } }>('/objects/:key', async (request, reply) =>
    serveObject(request, reply, {
      storage: watched,
      object: { bucket: 'media', key: request.params.key },
      cacheControl: 'private, max-age=600',
      headers: { 'content-disposition': 'inline' },
    }),
  )
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const disconnects: Promise<void>[] = []
  app.server.on('connection', (socket) => {
    disconnects.push(finished(socket).catch(() => undefined))
  })
  return {
    storage,
    opened,
    origin,
    url: `${origin}/objects/${encodeURIComponent(object.key)}`,
    async nextDisconnect() {
      await Promise.race(disconnects)
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await subject[Symbol.asyncDispose]()
    },
  }
}
