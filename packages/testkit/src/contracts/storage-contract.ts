import type { Storage } from '@lyceum/ports/storage'
import { describe } from 'vitest'

import { storageFoldersContract } from './storage-folders-contract.ts'
import { storageObjectsContract } from './storage-objects-contract.ts'
import { storageUploadRightsContract } from './storage-upload-rights-contract.ts'
import { storageUploadsContract } from './storage-uploads-contract.ts'

export { expectSameBytes } from './same-bytes.ts'
export { askState, cutChunk, sendChunk, type Chunk, type UploadAnswer } from './upload-client.ts'

/** A fresh, empty storage under test. */
export interface StorageSubject extends AsyncDisposable {
  readonly storage: Storage
  /** What the storage takes for the present. */
  now(): Date
  /** Returns when the storage takes it to be later than `time`. */
  waitUntilAfter(time: Date): Promise<void>
}

/** An adapter of the storage port. */
export interface StorageContractOptions {
  readonly name: string
  make(): Promise<StorageSubject>
}

/** Registers the tests that every adapter of the storage port passes, uploads over real HTTP included. */
export function storageContract({ name, make }: StorageContractOptions): void {
  describe(`storage contract: ${name}`, () => {
    storageObjectsContract(make)
    storageFoldersContract(make)
    storageUploadsContract(make)
    storageUploadRightsContract(make)
  })
}
