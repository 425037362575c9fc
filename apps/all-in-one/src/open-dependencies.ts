import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { systemClock } from '@lyceum/ports/clock'
import type { StripeOptions } from '@lyceum/ports/payment-provider/stripe-checkout'
import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import { openConnections, openStorage, openTokenVerifier, publicKeySet } from '@lyceum/service'
import type { Closers, ConnectionsOptions } from '@lyceum/service'
import type { StorageEnvironment } from '@lyceum/service/environment'
import type { Logger } from 'pino'

import { readOrCreateSecrets } from './secrets.ts'
import type { Secrets } from './secrets.ts'

export interface Installation {
  /** Where database, files and secrets live. */
  readonly dataFolder: string
  readonly databaseUrl: string
  /** @default the same PostgreSQL */
  readonly queue?: ConnectionsOptions['queue']
  /** @default files in the data folder */
  readonly storage?: StorageEnvironment
  readonly publicUrl: () => string
  readonly logger: Logger
  /** bcrypt's cost. */
  readonly passwordCost?: number | undefined
  /** Null = people pay in the sandbox. */
  readonly stripe?: StripeOptions | null | undefined
}

/** Opens what the subgraphs of an installation need of their host, whoever hosts them. */
export async function openDependencies(installation: Installation, closers: Closers) {
  const { dataFolder, databaseUrl, queue, publicUrl, logger, passwordCost, stripe = null } = installation
  const secrets = await readOrCreateSecrets(dataFolder)
  const connections = await openConnections(
    { database: { url: databaseUrl }, ...(queue !== undefined && { queue }) },
    { logger, closers },
  )
  const kept = installation.storage ?? (await makeFilesFolder(dataFolder, secrets))
  const storage = await openStorage(kept, { publicUrl })
  const pdf = createTypstRenderer()
  closers.add(() => pdf.close())
  return {
    ...connections,
    ...storage,
    clock: systemClock,
    logger,
    verifyAccessToken: openTokenVerifier({ kind: 'own', keys: publicKeySet(secrets.signingKeys) }),
    pdf,
    publicUrl,
    ...secrets,
    ...(passwordCost !== undefined && { passwordCost }),
    ...(stripe !== null && { stripe }),
  }
}

async function makeFilesFolder(dataFolder: string, secrets: Secrets): Promise<StorageEnvironment> {
  const folder = join(dataFolder, 'files')
  // Uploads are private: nobody else on this machine looks into them.
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { kind: 'filesystem', folder, secret: secrets.uploadSecret }
}
