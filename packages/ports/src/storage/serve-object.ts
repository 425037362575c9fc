import { Readable } from 'node:stream'

import type { FastifyReply, FastifyRequest } from 'fastify'

import { parseByteRange } from './byte-range.ts'
import type { ByteRange, ObjectReference, ObjectStat, Storage } from './index.ts'
import { StorageError } from './storage-error.ts'

/** What is served and how it may be kept. Who may see it was decided before. */
export interface ServeObjectOptions {
  readonly storage: Pick<Storage, 'read' | 'stat'>
  readonly object: ObjectReference
  /** The `Cache-Control` header, for example `private, max-age=600, immutable`. */
  readonly cacheControl: string
  /** More headers of a successful answer, for example `content-disposition`. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Answers a GET or HEAD with an object: the whole (200), one range of it (206, 416) or nothing new (304). Streams at
 * the client's pace, and closes the object when the client goes away. An object that is absent, or whose key is none,
 * is a 404. Refusals are JSON `{ code, message }`. Several ranges at once are answered with the whole.
 *
 * @returns the reply, sent: return it from the route's handler
 */
export async function serveObject(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ServeObjectOptions,
): Promise<FastifyReply> {
  const { storage, object, cacheControl, headers = {} } = options
  const stat = await findStat(storage, object)
  if (stat === null) {
    return refuse(reply, { status: 404, code: 'OBJECT_NOT_FOUND', message: 'there is no such object' })
  }
  const etag = `"${stat.crc32c}-${stat.size}"`
  const common = { ...headers, 'accept-ranges': 'bytes', 'cache-control': cacheControl, etag }
  if (matchesEtag(request.headers['if-none-match'], etag)) {
    return sendWithoutBody(request, reply.code(304).headers(common))
  }
  const range = parseByteRange(findRangeHeader(request, etag), stat.size)
  if (range === 'unsatisfiable') {
    reply.headers({
      'accept-ranges': 'bytes',
      'content-range': `bytes */${stat.size}`,
      'cache-control': 'no-store',
    })
    const message = `the object has ${stat.size} bytes`
    return refuse(reply, { status: 416, code: 'RANGE_NOT_SATISFIABLE', message })
  }

  const part = range === 'whole' ? null : range
  const stream = request.method === 'HEAD' ? null : await openVersion({ storage, object, part, stat })
  if (stream === 'replaced') return serveObject(request, reply, options)
  reply.headers(common)
  reply.header('content-type', stat.contentType)
  reply.header('content-length', part === null ? stat.size : part.end - part.start + 1)
  // Users brought these bytes: a browser must not take them for anything else.
  reply.header('x-content-type-options', 'nosniff')
  if (part !== null) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${stat.size}`)
  return stream === null ? sendWithoutBody(request, reply) : reply.send(stream)
}

interface Version extends Pick<ServeObjectOptions, 'storage' | 'object'> {
  readonly stat: ObjectStat
  readonly part: Required<ByteRange> | null
}

/** Opens the version that was looked at; `replaced` when there is another by now, or none. */
async function openVersion({ storage, object, part, stat }: Version): Promise<Readable | 'replaced'> {
  try {
    const { stream, crc32c } = await storage.read(object, part === null ? {} : { range: part })
    if (crc32c === stat.crc32c) return stream
    stream.destroy()
    return 'replaced'
  } catch (error) {
    const isReplaced =
      error instanceof StorageError &&
      (error.code === 'OBJECT_NOT_FOUND' || error.code === 'RANGE_NOT_SATISFIABLE')
    if (isReplaced) return 'replaced'
    throw error
  }
}

async function findStat(
  storage: ServeObjectOptions['storage'],
  object: ObjectReference,
): Promise<ObjectStat | null> {
  try {
    return await storage.stat(object)
  } catch (error) {
    // Keys come from paths that clients write; one that cannot exist is as absent as any other.
    if (error instanceof StorageError && error.code === 'INVALID_KEY') return null
    throw error
  }
}

/** RFC 9110, section 14.2: only for GET; section 13.1.5: not when `If-Range` names another version. */
function findRangeHeader({ method, headers }: FastifyRequest, etag: string): string | undefined {
  const condition = headers['if-range']
  return method === 'GET' && (condition === undefined || condition === etag) ? headers.range : undefined
}

/** RFC 9110, section 13.1.2: weak comparison with each of a list, or `*`. */
function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag)
}

function sendWithoutBody({ method }: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Without a body, Fastify's HEAD routes would overwrite the length with zero; with an empty stream they keep it.
  return method === 'HEAD' ? reply.send(Readable.from([])) : reply.send()
}

function refuse(
  reply: FastifyReply,
  refusal: { status: number; code: string; message: string },
): FastifyReply {
  const { status, code, message } = refusal
  return reply.code(status).type('application/json; charset=utf-8').send({ code, message })
}
