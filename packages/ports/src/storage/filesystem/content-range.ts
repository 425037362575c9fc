import { StorageError } from '../storage-error.ts'

/** What a request of an upload wants: to know the state, or to add the bytes from `start` to before `end`. */
export type UploadStep =
  | { readonly kind: 'status'; readonly total: number | null }
  | { readonly kind: 'bytes'; readonly start: number; readonly end: number; readonly total: number | null }

/** The headers of a request that say which bytes it carries. */
export interface LengthHeaders {
  readonly contentRange: string | undefined
  readonly contentLength: string | undefined
}

const bytesPattern = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/
const statusPattern = /^bytes \*\/(\d{1,15}|\*)$/

/**
 * Reads the step from the headers. Without `Content-Range` the request carries the whole.
 *
 * @throws {StorageError} UPLOAD_LENGTH_REQUIRED, UPLOAD_RANGE_INVALID, UPLOAD_EMPTY
 */
export function parseUploadStep({ contentRange, contentLength }: LengthHeaders): UploadStep {
  const length = contentLength === undefined ? null : Number(contentLength)
  if (contentRange === undefined) {
    if (length === null)
      throw new StorageError('UPLOAD_LENGTH_REQUIRED', 'send Content-Length or Content-Range')
    return requireBytes({ kind: 'bytes', start: 0, end: length, total: length })
  }
  const status = statusPattern.exec(contentRange)
  if (status) return requireBytes({ kind: 'status', total: toTotal(status[1]) })
  const bytes = bytesPattern.exec(contentRange)
  if (!bytes) throw new StorageError('UPLOAD_RANGE_INVALID', 'Content-Range is not understood')
  const start = Number(bytes[1])
  const end = Number(bytes[2]) + 1
  const total = toTotal(bytes[3])
  if (end <= start || (total !== null && end > total) || (length !== null && length !== end - start)) {
    throw new StorageError('UPLOAD_RANGE_INVALID', 'Content-Range contradicts itself or Content-Length')
  }
  return requireBytes({ kind: 'bytes', start, end, total })
}

function toTotal(text: string | undefined): number | null {
  return text === undefined || text === '*' ? null : Number(text)
}

function requireBytes(step: UploadStep): UploadStep {
  if (step.total === 0) throw new StorageError('UPLOAD_EMPTY', 'an upload has at least one byte')
  return step
}
