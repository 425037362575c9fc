import { ApiError, type File, type FileMetadata } from '@google-cloud/storage'

import type { ObjectReference, ObjectStat } from '../index.ts'
import type { GcsConnection } from './connect.ts'

/** The name, in an object's own metadata, of when the upload that brought it had to be complete. */
export const uploadExpiryName = 'upload-expires-at'

/** An object's current generation. */
export interface DescribedObject {
  readonly stat: ObjectStat
  readonly generation: string
  /** Which call of `write` made it, when one did. */
  readonly writeId: string | undefined
  /** Whether it was uploaded after the upload's expiry: then no reader may see it. */
  readonly isLate: boolean
}

/** The SDK's handle on an object. */
export function fileOf({ cloud, bucketName }: GcsConnection, { bucket, key }: ObjectReference): File {
  return cloud.bucket(bucketName(bucket)).file(key)
}

/** The object as it is now, late ones included; null when there is none. */
export async function describeObject(
  connection: GcsConnection,
  reference: ObjectReference,
): Promise<DescribedObject | null> {
  try {
    const [metadata] = await fileOf(connection, reference).getMetadata()
    return toDescription(metadata)
  } catch (error) {
    if (hasStatus(error, 404)) return null
    throw error
  }
}

/** @throws {TypeError} when the service leaves out what every object has */
export function toDescription(metadata: FileMetadata): DescribedObject {
  const { size, contentType, crc32c, updated, timeCreated, generation } = metadata
  if (
    size === undefined ||
    crc32c === undefined ||
    updated === undefined ||
    timeCreated === undefined ||
    generation === undefined
  ) {
    throw new TypeError(`The storage describes ${metadata.name ?? 'an object'} without what every object has`)
  }
  const own = metadata.metadata ?? {}
  const expiry = own[uploadExpiryName]
  return {
    stat: {
      size: Number(size),
      contentType: contentType ?? 'application/octet-stream',
      crc32c,
      updatedAt: new Date(updated),
    },
    generation: String(generation),
    writeId: own['write-id']?.toString(),
    isLate: typeof expiry === 'string' && new Date(timeCreated) > new Date(expiry),
  }
}

/** Whether the service answered with this status. */
export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ApiError && error.code === status
}
