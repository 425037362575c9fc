import { join } from 'node:path'

import type { ObjectReference, PrefixReference } from '../index.ts'
import { requireObjectKey, requirePrefix } from '../object-key.ts'

/** Ends the name of a folder; no key can hold it, so the keys `a` and `a/b` live side by side. */
export const folderMark = '@'

/** The file of an object. @throws {StorageError} INVALID_KEY */
export function toObjectPath(root: string, { bucket, key }: ObjectReference): string {
  const segments = requireObjectKey(key).split('/')
  const name = segments.pop() ?? ''
  return join(root, bucket, ...segments.map(toFolderName), name)
}

/** The folder of a prefix. @throws {StorageError} INVALID_KEY */
export function toPrefixPath(root: string, { bucket, prefix }: PrefixReference): string {
  return join(root, bucket, ...requirePrefix(prefix).slice(0, -1).split('/').map(toFolderName))
}

function toFolderName(segment: string): string {
  return segment + folderMark
}
