import { generateKeyPairSync, randomUUID } from 'node:crypto'

import type { StorageSubject } from '@lyceum/testkit/contracts/storage'
import { eventually } from '@lyceum/testkit/eventually'
import { describeWithGcsEmulator } from '@lyceum/testkit/gcs-emulator/suite'
import { expect } from 'vitest'

import { createGcsStorage, ensureBuckets, type GcsStorageOptions } from '../src/storage/gcs.ts'

/** An account of the cloud, made for one run of tests. */
export function createAccount() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clientEmail: 'lyceum@tests.iam.gserviceaccount.com',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** A storage in buckets of its own. */
export interface GcsSubject extends StorageSubject {
  readonly options: GcsStorageOptions & { readonly apiEndpoint: string }
}

/**
 * Registers what `register` registers, with one emulator for all of it: fake-gcs-server behind a front that verifies our
 * signatures by our public key.
 */
export function describeWithGcs(register: (make: () => Promise<GcsSubject>) => void): void {
  const account = createAccount()
  const { clientEmail, privateKey } = account

  async function make(apiEndpoint: string): Promise<GcsSubject> {
    const credentials = { clientEmail, privateKey }
    const bucketPrefix = `school-${randomUUID()}`
    const options = { projectId: 'tests', bucketPrefix, apiEndpoint, credentials }
    await ensureBuckets(options)
    return {
      options,
      storage: createGcsStorage(options),
      now: () => new Date(),
      waitUntilAfter: (time) => eventually(() => expect(Date.now()).toBeGreaterThan(time.getTime())),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }
  }

  describeWithGcsEmulator({
    signatureKey: account,
    register: (apiEndpoint) => register(() => make(apiEndpoint())),
  })
}
