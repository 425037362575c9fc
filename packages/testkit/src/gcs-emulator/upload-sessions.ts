import { randomBytes } from 'node:crypto'

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
  /** What of the body arrived. */
  readonly bytes: Buffer
  /** Whether the connection was cut before the body's end. */
  readonly isCut: boolean
}

/** The answer to a PUT. */
export interface SessionAnswer {
  readonly status: number
  /** The service's name of what is wrong. */
  readonly code?: string
  /** How much has arrived, with a status of 308. */
  readonly receivedBytes?: number
}

/** The upload sessions of the service, in memory. */
export interface UploadSessions {
  open(grant: SessionGrant): string
  find(id: string): UploadSession | null
}

export interface UploadSession {
  readonly grant: SessionGrant
  receive(message: SessionMessage): Promise<SessionAnswer>
  cancel(): void
}

/** @param create - makes the object of a complete session; answers with the status of the service */
export function createUploadSessions(
  create: (grant: SessionGrant, bytes: Buffer) => Promise<number>,
): UploadSessions {
  const sessions = new Map<string, UploadSession>()
  return {
    open(grant) {
      const id = randomBytes(48).toString('base64url')
      const finish = (bytes: Buffer): Promise<number> => create(grant, bytes)
      sessions.set(id, createSession(grant, finish))
      return id
    },
    find: (id) => sessions.get(id) ?? null,
  }
}

/** The protocol of https://docs.cloud.google.com/storage/docs/performing-resumable-uploads, one session of it. */
function createSession(grant: SessionGrant, finish: (bytes: Buffer) => Promise<number>): UploadSession {
  let received = Buffer.alloc(0)
  let finished: Promise<number> | null = null
  let isCancelled = false

  const incomplete = (): SessionAnswer => ({ status: 308, receivedBytes: received.length })

  async function complete(): Promise<SessionAnswer> {
    finished ??= finish(received)
    const status = await finished
    return status === 412 ? { status, code: 'PreconditionFailed' } : { status }
  }

  return {
    grant,
    cancel() {
      isCancelled = true
      received = Buffer.alloc(0)
    },
    async receive({ contentRange, contentLength, bytes, isCut }) {
      if (isCancelled) return { status: 499, code: 'ClientClosedRequest' }
      if (finished !== null) return complete()
      const range = parseUploadRange(contentRange, contentLength)
      if (range === null) return { status: 400, code: 'InvalidArgument' }
      const fault = findLengthFault(grant, range)
      if (fault !== null) return { status: 400, code: fault }
      if (range.kind === 'status') return range.total === received.length ? complete() : incomplete()
      if (range.start > received.length) return { status: 503, code: 'ServiceUnavailable' }
      const isLast = range.end + 1 === range.total
      if (!isLast && (range.end + 1) % unit !== 0) return { status: 400, code: 'InvalidArgument' }
      const arrived = range.start + bytes.length
      const kept = isCut ? arrived - (arrived % unit) : arrived
      // What is there already stays as it is: "Cloud Storage ignores any bytes you send at an offset that Cloud
      // Storage has already persisted".
      if (kept > received.length) {
        const missing = bytes.subarray(received.length - range.start, kept - range.start)
        received = Buffer.concat([received, missing])
      }
      return !isCut && isLast ? complete() : incomplete()
    },
  }
}

function findLengthFault({ leastBytes, mostBytes }: SessionGrant, range: UploadRange): string | null {
  const { total } = range
  const known = Math.max(total ?? 0, range.kind === 'bytes' ? range.end + 1 : 0)
  if (known > mostBytes) return 'EntityTooLarge'
  return total !== null && total < leastBytes ? 'EntityTooSmall' : null
}
