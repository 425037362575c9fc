import type { UploadLimit, UploadRequest } from './index.ts'
import { requireContentType, requireObjectKey } from './object-key.ts'
import { StorageError } from './storage-error.ts'

/** What every adapter asks of a request for an upload before it opens one. */
export interface CheckedUploadRequest {
  readonly limit: UploadLimit
  readonly contentType: string
}

/** @throws {StorageError} INVALID_KEY, INVALID_CONTENT_TYPE, UPLOAD_EMPTY, UPLOAD_INVALID */
export function requireUploadRequest(request: UploadRequest, now: Date): CheckedUploadRequest {
  requireObjectKey(request.key)
  const limit = requireLimit(request)
  const contentType = requireContentType(request.contentType)
  if (!(request.expiresAt > now)) throw new StorageError('UPLOAD_INVALID', 'the expiry is in the past')
  return { limit, contentType }
}

function requireLimit(request: UploadRequest): UploadLimit {
  const bytes = 'size' in request ? request.size : request.maxBytes
  if (bytes === 0) throw new StorageError('UPLOAD_EMPTY', 'an upload has at least one byte')
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    throw new StorageError('UPLOAD_INVALID', 'the size is not a number of bytes')
  }
  return 'size' in request ? { size: bytes } : { maxBytes: bytes }
}
