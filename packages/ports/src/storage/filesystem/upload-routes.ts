import { Readable } from 'node:stream'

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'

import { StorageError, type StorageErrorCode } from '../index.ts'
import { parseUploadStep } from './content-range.ts'
import type { Uploads, UploadState } from './uploads.ts'

/** What a gateway must allow to let browsers upload: methods and request headers, and response headers to expose. */
export const uploadCors = {
  methods: ['PUT', 'GET', 'OPTIONS'],
  allowedHeaders: ['Content-Type', 'Content-Range'],
  exposedHeaders: ['Range'],
} as const

const statusOf: Partial<Record<StorageErrorCode, number>> = {
  OBJECT_EXISTS: 412,
  UPLOAD_NOT_FOUND: 404,
  UPLOAD_SIGNATURE_INVALID: 403,
  UPLOAD_EXPIRED: 403,
  UPLOAD_CONTENT_TYPE_MISMATCH: 415,
  UPLOAD_LENGTH_REQUIRED: 411,
  UPLOAD_RANGE_INVALID: 400,
  UPLOAD_TOO_LARGE: 413,
  UPLOAD_EMPTY: 400,
  UPLOAD_INTERRUPTED: 400,
}

// Beyond this a refused body is not worth reading to its end only to keep the connection.
const drainedBytes = 64 << 20

/** The routes of signed uploads. They take bodies of any length as streams; nothing outside of them is changed. */
export function uploadRoutes(uploads: Uploads): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    app.setErrorHandler(sendError)

    app.put('/:uploadId', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
      const { headers, body } = request
      const contentRange = headers['content-range']
      const step = parseUploadStep({ contentRange, contentLength: headers['content-length'] })
      const state = await uploads.receive({
        parameters: readParameters(request),
        step,
        contentType: headers['content-type'],
        body: body instanceof Readable ? body : null,
      })
      return sendState(reply, state)
    })

    app.get('/:uploadId', async (request, reply) => {
      const step = { kind: 'status', total: null } as const
      const parameters = readParameters(request)
      const state = await uploads.receive({ parameters, step, contentType: undefined, body: null })
      const receivedBytes = state.kind === 'complete' ? state.object.size : state.receivedBytes
      return reply
        .header('cache-control', 'no-store')
        .send({ receivedBytes, isComplete: state.kind === 'complete' })
    })

    app.options('/:uploadId', async (_request, reply) =>
      reply.code(204).header('allow', uploadCors.methods.join(', ')).send(),
    )
  }
}

function readParameters({ query, params }: FastifyRequest): Record<string, unknown> {
  return { ...toRecord(query), ...toRecord(params) }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function sendState(reply: FastifyReply, state: UploadState): FastifyReply {
  reply.header('cache-control', 'no-store')
  if (state.kind === 'complete') return reply.code(state.isNew ? 201 : 200).send(state.object)
  if (state.receivedBytes > 0) reply.header('range', `bytes=0-${state.receivedBytes - 1}`)
  if (state.kind === 'incomplete') return reply.code(308).send()
  closeAfterLongBody(reply)
  const message = `the next byte is number ${state.receivedBytes}`
  return reply.code(409).send({ code: 'UPLOAD_OFFSET_MISMATCH', message })
}

function sendError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  closeAfterLongBody(reply)
  const status = error instanceof StorageError ? statusOf[error.code] : undefined
  if (error instanceof StorageError && status !== undefined) {
    return reply.code(status).send({ code: error.code, message: error.message })
  }
  if (hasClientStatus(error)) {
    const code = error.statusCode === 415 ? 'UPLOAD_CONTENT_TYPE_MISMATCH' : 'BAD_REQUEST'
    return reply.code(error.statusCode).send({ code, message: error.message })
  }
  reply.log.error({ err: error }, 'an upload request failed')
  return reply.code(500).send({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' })
}

/** Whether the framework refused the request before it came to us. */
function hasClientStatus(error: unknown): error is Error & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500
}

function closeAfterLongBody(reply: FastifyReply): void {
  const { headers } = reply.request.raw
  const isLong =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > drainedBytes
  if (isLong) reply.header('connection', 'close')
}
