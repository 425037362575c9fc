import type { ObjectReference } from './index.ts'

/** Why a storage refused. Programs decide by this; the message is for people. */
export type StorageErrorCode =
  | 'INVALID_KEY'
  | 'INVALID_CONTENT_TYPE'
  | 'OBJECT_NOT_FOUND'
  | 'OBJECT_EXISTS'
  | 'OBJECT_CORRUPT'
  | 'RANGE_NOT_SATISFIABLE'
  | 'UPLOAD_INVALID'
  | 'UPLOAD_NOT_FOUND'
  | 'UPLOAD_SIGNATURE_INVALID'
  | 'UPLOAD_EXPIRED'
  | 'UPLOAD_CONTENT_TYPE_MISMATCH'
  | 'UPLOAD_LENGTH_REQUIRED'
  | 'UPLOAD_RANGE_INVALID'
  | 'UPLOAD_OFFSET_MISMATCH'
  | 'UPLOAD_TOO_LARGE'
  | 'UPLOAD_EMPTY'
  | 'UPLOAD_INTERRUPTED'

/** Thrown by every storage adapter for what it refuses; faults of the disk or the network pass through as they are. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly code: StorageErrorCode

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What reading an absent object throws. */
export function objectNotFound({ bucket, key }: ObjectReference): StorageError {
  return new StorageError('OBJECT_NOT_FOUND', `there is no object ${bucket}/${key}`)
}

/** What creating an object that is there throws. */
export function objectExists(): StorageError {
  return new StorageError('OBJECT_EXISTS', 'the object exists')
}
