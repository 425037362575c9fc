import { buckets } from '../index.ts'
import type { GcsStorageOptions } from '../gcs.ts'
import { connect } from './connect.ts'
import { hasStatus } from './describe-object.ts'

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
