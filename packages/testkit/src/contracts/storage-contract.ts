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

/** Where the upload protocol leaves a server the choice. Each choice has its own checks. */
export interface UploadTraits {
  /** The answer to more bytes than are allowed. */
  readonly tooLargeStatus: 400 | 413
  /** Bytes that have arrived before: refused as a whole, or skipped while those behind them are taken. */
  readonly overlap: 'refused' | 'skipped'
  /** Bytes after the expiry: refused, or taken for an object that nobody sees and the next sweep removes. */
  readonly late: 'refused' | 'unseen'
  /** Parameters that somebody added to the URL. */
  readonly addedParameters: 'refused' | 'ignored'
}

/** An adapter of the storage port. */
export interface StorageContractOptions {
  readonly name: string
  make(): Promise<StorageSubject>
  /** @default all that can be refused is refused, too many bytes by 413 */
  readonly traits?: UploadTraits
}

const strict: UploadTraits = {
  tooLargeStatus: 413,
  overlap: 'refused',
  late: 'refused',
  addedParameters: 'refused',
}

/** Registers the tests that every adapter of the storage port passes, uploads over real HTTP included. */
export function storageContract({ name, make, traits = strict }: StorageContractOptions): void {
  describe(`storage contract: ${name}`, () => {
    storageObjectsContract(make)
    storageFoldersContract(make)
    storageUploadsContract(make, traits)
    storageUploadRightsContract(make, traits)
  })
}
