import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import { createSessionFile, type IncomingBody, type SessionFile } from './session-file.ts'
import { parseUploadRange, type UploadRange } from './upload-range.ts'

// The service takes chunks in multiples of this, the last one excepted, and keeps as much of one that was cut.
const unit = 262_144

/** What the request that opened a session fixed. */
export interface SessionGrant {
  readonly bucket: string
  readonly key: string
  readonly contentType: string
  readonly leastBytes: number
  readonly mostBytes: number
  readonly ifGenerationMatch: string | null
  readonly metadata: Readonly<Record<string, string>>
}

/** One PUT to a session. */
export interface SessionMessage {
  readonly contentRange: string | undefined
  readonly contentLength: string | undefined
  readonly body: IncomingBody
}

/** The answer to a PUT. */
export interface SessionAnswer {
  readonly status: number
  /** The service's name of what is wrong. */
  readonly code?: string
  /** How much has arrived, with a status of 308. */
  readonly receivedBytes?: number
}

/** The upload sessions of the service. They end with this process. */
export interface UploadSessions {
  open(grant: SessionGrant): Promise<string>
  find(id: string): UploadSession | null
}

/** One session; it takes one message at a time. */
export interface UploadSession {
  readonly grant: SessionGrant
  /** Not every answer takes the body's bytes. */
  receive(message: SessionMessage): Promise<SessionAnswer>
  cancel(): Promise<void>
}

/** The object of a complete session: what it was granted, and the file that holds its bytes. */
export interface CompleteUpload {
  readonly grant: SessionGrant
  readonly path: string
}

/**
 * @param folder - for the bytes of unfinished sessions
 * @param create - makes the object of a complete session; answers with the status of the service
 */
export function createUploadSessions(
  folder: string,
  create: (upload: CompleteUpload) => Promise<number>,
): UploadSessions {
  const sessions = new Map<string, UploadSession>()
  return {
    async open(grant) {
      const id = randomBytes(48).toString('base64url')
      const file = await createSessionFile(join(folder, id))
      sessions.set(id, createSession(grant, { file, finish: () => create({ grant, path: file.path }) }))
      return id
    },
    find: (id) => sessions.get(id) ?? null,
  }
}

interface SessionParts {
  readonly file: SessionFile
  readonly finish: () => Promise<number>
}

/** The protocol of https://docs.cloud.google.com/storage/docs/performing-resumable-uploads, one session of it. */
function createSession(grant: SessionGrant, { file, finish }: SessionParts): UploadSession {
  let receivedBytes = 0
  let finishedStatus: number | null = null
  let isCancelled = false

  async function complete(): Promise<SessionAnswer> {
    finishedStatus ??= await finish()
    const status = finishedStatus
    // What failed may be asked for again; the bytes of what did not are in the object.
    if (status >= 500) finishedStatus = null
    else await file.remove()
    return status === 412 ? { status, code: 'PreconditionFailed' } : { status }
  }

  return {
    grant,
    async cancel() {
      isCancelled = true
      await file.remove()
    },
    async receive({ contentRange, contentLength, body }) {
      if (isCancelled) return { status: 499, code: 'ClientClosedRequest' }
      if (finishedStatus !== null) return complete()
      const range = parseUploadRange(contentRange, contentLength)
      if (range === null) return { status: 400, code: 'InvalidArgument' }
      const fault = findLengthFault(grant, range)
      if (fault !== null) return { status: 400, code: fault }
      if (range.kind === 'status') {
        return range.total === receivedBytes ? complete() : { status: 308, receivedBytes }
      }
      const { start, end, total } = range
      if (start > receivedBytes) return { status: 503, code: 'ServiceUnavailable' }
      const isLast = end + 1 === total
      if (!isLast && (end + 1) % unit !== 0) return { status: 400, code: 'InvalidArgument' }
      const before = receivedBytes
      receivedBytes = await file.append(body, {
        skippedBytes: before - start,
        announcedBytes: end + 1 - start,
        lengthAfter(arrivedBytes, isCut) {
          const arrived = start + arrivedBytes
          if (isCut) return Math.max(before, arrived - (arrived % unit))
          return arrived === end + 1 ? Math.max(before, arrived) : before
        },
      })
      if (body.isCut()) return { status: 308, receivedBytes }
      if (receivedBytes < end + 1) return { status: 400, code: 'InvalidArgument' }
      return isLast ? complete() : { status: 308, receivedBytes }
    },
  }
}

function findLengthFault({ leastBytes, mostBytes }: SessionGrant, range: UploadRange): string | null {
  const { total } = range
  const known = Math.max(total ?? 0, range.kind === 'bytes' ? range.end + 1 : 0)
  if (known > mostBytes) return 'EntityTooLarge'
  return total !== null && total < leastBytes ? 'EntityTooSmall' : null
}
