import { once } from 'node:events'
import { createServer, request as openRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createObject } from './create-object.ts'
import type { IncomingBody } from './session-file.ts'
import { findSignatureFault, type SignatureKey } from './signed-request.ts'
import {
  createUploadSessions,
  type SessionAnswer,
  type SessionGrant,
  type UploadSession,
} from './upload-sessions.ts'

/** How a front is opened. */
export interface GcsFrontOptions {
  /** Where fake-gcs-server is: an origin. */
  readonly upstream: string
  /** @default any account and any signature of the right form */
  readonly signatureKey?: SignatureKey
  /** The origin that upload sessions are handed out with. @default the one that asked for the session */
  readonly publicUrl?: string | undefined
  /** @default 0, any free one */
  readonly port?: number
  /** @default '127.0.0.1' */
  readonly host?: string
}

/** A server to be closed. */
export interface GcsFront {
  readonly origin: string
  close(): Promise<void>
}

interface Turn {
  readonly request: IncomingMessage
  readonly isOver: Promise<void>
}

interface Receiving {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly previous: Turn | undefined
}

const statusOf = { InvalidArgument: 400, AccessDenied: 403, ExpiredToken: 400, SignatureDoesNotMatch: 403 }
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'PUT, OPTIONS',
  'access-control-allow-headers': 'content-type, content-range',
  'access-control-expose-headers': 'range',
}

/**
 * What fake-gcs-server leaves out and an upload needs, in front of it: V4 signatures verified, signed conditions kept,
 * sessions that speak the whole resumable protocol. Everything else passes through unchanged.
 */
export async function openGcsFront(options: GcsFrontOptions): Promise<GcsFront> {
  const { upstream, port = 0, host = '127.0.0.1' } = options
  const signatureKey = options.signatureKey ?? { clientEmail: null, publicKey: null }
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-gcs-sessions-'))
  const sessions = createUploadSessions(folder, (upload) => createObject(upstream, upload))
  const turns = new WeakMap<UploadSession, Turn>()

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? '/', 'http://front')
    if (isOfJsonApi(target.pathname)) return pass(upstream, request, response)
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end()
    if (request.method === 'POST') return start(request, response)
    const ids = target.searchParams.getAll('upload_id')
    const session = ids.length === 1 ? sessions.find(ids[0] ?? '') : null
    if (ids.length === 0) return refuse(response, { status: 403, code: 'AccessDenied' })
    if (session === null || target.pathname !== `/${session.grant.bucket}/${session.grant.key}`) {
      return refuse(response, { status: 404, code: 'NoSuchUpload' })
    }
    if (request.method === 'DELETE') {
      await session.cancel()
      return void response.writeHead(499).end()
    }
    const previous = turns.get(session)
    const turn = { request, isOver: receive(session, { request, response, previous }) }
    turns.set(session, turn)
    await turn.isOver
  }

  /** One request of a session at a time: a new one takes over from one that is still on its way. */
  async function receive(session: UploadSession, { request, response, previous }: Receiving): Promise<void> {
    if (previous?.request.complete === false) previous.request.destroy()
    await previous?.isOver.catch(() => undefined)
    const contentRange = request.headers['content-range']
    const contentLength = request.headers['content-length']
    const body = toBody(request)
    const received = await session.receive({ contentRange, contentLength, body })
    // A client that is still sending hears no answer.
    for await (const _ of body.chunks);
    answer(response, received)
  }

  async function start(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = toHeaders(request)
    const received = { method: 'POST', target: request.url ?? '/', headers }
    const fault = findSignatureFault(received, signatureKey, new Date())
    if (fault !== null) return refuse(response, { status: statusOf[fault], code: fault })
    const grant = toGrant(received)
    if (grant === null) return refuse(response, { status: 400, code: 'InvalidArgument' })
    const path = `/${grant.bucket}/${grant.key}?upload_id=${await sessions.open(grant)}`
    const origin = options.publicUrl?.replace(/\/+$/, '') ?? `http://${request.headers.host}`
    response.writeHead(201, { location: origin + path }).end()
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      const isError = error instanceof Error
      response.writeHead(response.headersSent ? 200 : 502).end(isError ? error.message : 'Bad gateway')
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return {
    origin: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function isOfJsonApi(path: string): boolean {
  return /^\/(?:storage|upload|download|batch|_internal)\//.test(path)
}

function toGrant({ target, headers }: { target: string; headers: Headers }): SessionGrant | null {
  const [, bucket = '', ...segments] = new URL(target, 'http://front').pathname.split('/')
  const limits = /^(\d+),(\d+)$/.exec(headers['x-goog-content-length-range'] ?? '0,5497558138880')
  if (headers['x-goog-resumable'] !== 'start' || limits === null) return null
  const own = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('x-goog-meta-') && value !== undefined ? [[name.slice(12), value] as const] : [],
  )
  return {
    bucket,
    key: segments.map(decodeURIComponent).join('/'),
    contentType: headers['content-type'] ?? 'application/octet-stream',
    leastBytes: Number(limits[1]),
    mostBytes: Number(limits[2]),
    ifGenerationMatch: headers['x-goog-if-generation-match'] ?? null,
    metadata: Object.fromEntries(own),
  }
}

type Headers = Readonly<Record<string, string | undefined>>

function toHeaders({ headers }: IncomingMessage): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]))
}

function toBody(request: IncomingMessage): IncomingBody {
  async function* read(): AsyncGenerator<Uint8Array> {
    if (request.destroyed || request.readableEnded) return
    try {
      for await (const chunk of request) yield chunk as Buffer
    } catch {
      // It was cut, which `complete` says.
    }
  }
  const chunks = read()
  return { chunks, isCut: () => !request.complete }
}

function answer(response: ServerResponse, { status, code, receivedBytes = 0 }: SessionAnswer): void {
  if (code !== undefined) return refuse(response, { status, code })
  const range = receivedBytes > 0 ? { range: `bytes=0-${receivedBytes - 1}` } : {}
  response.writeHead(status, { ...cors, ...range }).end()
}

/** In the form of the XML API. */
function refuse(response: ServerResponse, { status, code }: { status: number; code: string }): void {
  response.writeHead(status, { ...cors, 'content-type': 'application/xml; charset=UTF-8' })
  response.end(`<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`)
}

async function pass(upstream: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, headers } = request
  // The host stays that of the front: the server puts it into the addresses that it hands out.
  const onward = openRequest(new URL(request.url ?? '/', upstream), { method, headers })
  request.once('close', () => {
    if (!request.complete) onward.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    onward.once('error', reject)
    onward.once('response', (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.headers)
      incoming.pipe(response)
      response.once('close', resolve)
    })
    request.pipe(onward)
  })
}
