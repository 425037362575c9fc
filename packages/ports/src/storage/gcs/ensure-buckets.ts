import type { GcsStorageOptions } from '../gcs.ts'
import { buckets } from '../index.ts'
import { connect } from './connect.ts'
import { hasStatus } from './describe-object.ts'

/**
 * Asks for every bucket, by a right that whoever works with objects has. A storage does not tell a missing bucket from an
 * empty one: this is for the start of a process.
 *
 * @throws {Error} naming those that are missing
 */
export async function requireBuckets(options: GcsStorageOptions): Promise<void> {
  const { cloud, bucketName } = connect(options)
  const isMissing = await Promise.all(
    buckets.map(async (bucket) => {
      try {
        await cloud.bucket(bucketName(bucket)).getFiles({ autoPaginate: false, maxResults: 1 })
        return false
      } catch (error) {
        if (hasStatus(error, 404)) return true
        // Not every process may look into every bucket.
        if (hasStatus(error, 403)) return false
        throw error
      }
    }),
  )
  const missing = buckets.filter((_bucket, index) => isMissing[index]).map(bucketName)
  if (missing.length > 0) throw new Error(`The storage has no bucket ${missing.join(', ')}`)
}

/**
 * Makes the buckets that are not there yet, for an emulator. In the cloud an administrator makes them, with a location,
 * rights and rules that are not ours to choose.
 */
export async function ensureBuckets(
  options: Pick<GcsStorageOptions, 'projectId' | 'bucketPrefix'> & { readonly apiEndpoint: string },
): Promise<void> {
  const { cloud, bucketName } = connect(options)
  for (const bucket of buckets) {
    try {
      await cloud.createBucket(bucketName(bucket))
    } catch (error) {
      if (!hasStatus(error, 409)) throw error
    }
  }
}
