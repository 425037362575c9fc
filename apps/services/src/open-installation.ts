import { openDependencies } from '@lyceum/all-in-one/dependencies'
import type { Closers } from '@lyceum/service'
import { readSections, storageSection } from '@lyceum/service/environment'
import type { Logger } from 'pino'

import type { Backends } from './open-backends.ts'

/** What processes stand on, seen by a program beside them. */
export interface Installation extends Pick<Backends, 'ownerUrl' | 'redisUrl' | 'storage'> {
  readonly dataFolder: string
  readonly publicUrl: string
  readonly logger: Logger
}

/** Opens what subgraphs need to work in this process on what the processes of an installation work on. */
export async function openInstallation(installation: Installation, closers: Closers) {
  const { dataFolder, logger, ownerUrl, publicUrl, redisUrl, storage } = installation
  return await openDependencies(
    {
      dataFolder,
      databaseUrl: ownerUrl,
      queue: { kind: 'redis', url: redisUrl },
      ...readSections(storage, { storage: storageSection }),
      publicUrl: () => publicUrl,
      logger,
    },
    closers,
  )
}
