import { generateKeyPairSync } from 'node:crypto'

import { IdempotencyStrategy, Storage as CloudStorage } from '@google-cloud/storage'

import { crc32c, encodeCrc32c } from '../crc32c.ts'
import type { GcsStorageOptions } from '../gcs.ts'
import type { Bucket } from '../index.ts'

const productionEndpoint = 'https://storage.googleapis.com'

/** The buckets of one school in Google Cloud Storage, and the SDK that speaks with them. */
export interface GcsConnection {
  readonly cloud: CloudStorage
  /** Where requests go, without a slash at the end. */
  readonly endpoint: string
  bucketName(bucket: Bucket): string
  /** The headers that prove who asks; none for an emulator. */
  authorize(): Promise<Record<string, string>>
}

/**
 * The SDK, told everything that it would otherwise look for in the environment. Without a key it asks Google's
 * application default credentials, which may mean the metadata server; with a key, or on an emulator, it asks nobody.
 */
export function connect(options: GcsStorageOptions): GcsConnection {
  const { projectId, bucketPrefix, apiEndpoint, credentials } = options
  const endpoint = (apiEndpoint ?? productionEndpoint).replace(/\/+$/, '')
  const isEmulator = apiEndpoint !== undefined
  const key = credentials ?? (isEmulator ? createThrowawayCredentials() : undefined)
  const cloud = new CloudStorage({
    projectId,
    apiEndpoint: endpoint,
    useAuthWithCustomEndpoint: !isEmulator,
    ...(key && { credentials: { client_email: key.clientEmail, private_key: key.privateKey } }),
    // Only requests with a precondition are sent twice: ours have one wherever repeating could do harm.
    retryOptions: {
      idempotencyStrategy: IdempotencyStrategy.RetryConditional,
      maxRetries: 4,
      totalTimeout: 120,
      maxRetryDelay: 10,
    },
    crc32cGenerator: createChecksum,
  })
  // The SDK prefers STORAGE_EMULATOR_HOST to what it is given; where objects go is for our configuration to say.
  cloud.baseUrl = `${endpoint}/storage/v1`
  return {
    cloud,
    endpoint,
    bucketName: (bucket) => `${bucketPrefix}-${bucket}`,
    authorize: async () => (isEmulator ? {} : { ...(await cloud.authClient.getRequestHeaders()) }),
  }
}

/** An emulator asks for no key, but an upload is opened by a signed request everywhere. */
function createThrowawayCredentials() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { clientEmail: 'emulator@localhost', privateKey: pem }
}

/** Our CRC-32C in the SDK's terms: it checks what it sends and what it reads by this. */
function createChecksum() {
  let crc = 0
  return {
    update: (bytes: Buffer) => {
      crc = crc32c(bytes, crc)
    },
    validate: (expected: string) => encodeCrc32c(crc) === expected,
    toString: () => encodeCrc32c(crc),
  }
}
