import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { findProgram } from '@lyceum/testkit/program'

/** Where uploads and media are kept: in an emulator of Google Cloud Storage, or as files. */
export type StorageKind = 'gcs' | 'filesystem'

/** Where each keeps them, in the data folder. */
export const storageFolders = { gcs: 'buckets', filesystem: 'files' } as const

export interface EmulatorChoice {
  readonly dataFolder: string
  /** @default what the data folder began with, else the emulator where it is installed */
  readonly wanted?: StorageKind | undefined
  /** The variables `PATH` and `XDG_CACHE_HOME`. */
  readonly source: Readonly<Record<string, string | undefined>>
}

/**
 * The command of fake-gcs-server; undefined when files are kept without it.
 * @throws {Error} when it is needed and not installed, or when the data folder keeps its files in the other way
 */
export function chooseEmulator({ dataFolder, wanted, source }: EmulatorChoice): string | undefined {
  const command = findProgram('fake-gcs-server', source)
  const begun = (['gcs', 'filesystem'] as const).find((kind) =>
    existsSync(join(dataFolder, storageFolders[kind])),
  )
  if (wanted !== undefined && begun !== undefined && wanted !== begun) {
    throw new Error(
      `${dataFolder} keeps its files by --storage ${begun}; choose that, or another LYCEUM_DATA`,
    )
  }
  const kind = wanted ?? begun ?? (command === null ? 'filesystem' : 'gcs')
  if (kind === 'filesystem') return undefined
  if (command !== null) return command
  throw new Error(
    'fake-gcs-server is not installed. Get it with: go install github.com/fsouza/fake-gcs-server@v1.56.1',
  )
}
