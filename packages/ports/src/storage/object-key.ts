import { StorageError } from './storage-error.ts'

const maximumKeyLength = 512

// Lower case only: two keys that differ by case would be one file on the disks of macOS and Windows.
const keyPattern =
  /^[a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9_-])?(?:\/[a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9_-])?)*$/

const token = '[a-z0-9!#$&^_.+-]{1,64}'
const contentTypePattern = new RegExp(`^${token}/${token}(?:; ?${token}=${token})?$`)

/** Whether this is a key that every adapter can hold: segments of `a-z 0-9 . _ -` between single slashes. */
export function isObjectKey(key: string): boolean {
  return key.length <= maximumKeyLength && keyPattern.test(key)
}

/** @throws {StorageError} INVALID_KEY */
export function requireObjectKey(key: string): string {
  if (!isObjectKey(key))
    throw new StorageError('INVALID_KEY', `not an object key: ${JSON.stringify(key.slice(0, 80))}`)
  return key
}

/**
 * A prefix is a folder, written with its slash: `assets/1/` never means `assets/10/`.
 *
 * @throws {StorageError} INVALID_KEY
 */
export function requirePrefix(prefix: string): string {
  if (!prefix.endsWith('/')) {
    throw new StorageError(
      'INVALID_KEY',
      `a prefix ends with a slash: ${JSON.stringify(prefix.slice(0, 80))}`,
    )
  }
  requireObjectKey(prefix.slice(0, -1))
  return prefix
}

/**
 * A media type in lower case, at most with one parameter.
 *
 * @throws {StorageError} INVALID_CONTENT_TYPE
 */
export function requireContentType(contentType: string): string {
  const normalized = contentType.trim().toLowerCase()
  if (normalized.length > 127 || !contentTypePattern.test(normalized)) {
    throw new StorageError(
      'INVALID_CONTENT_TYPE',
      `not a content type: ${JSON.stringify(contentType.slice(0, 80))}`,
    )
  }
  return normalized
}
