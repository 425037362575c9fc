import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { systemClock } from '@lyceum/ports/clock'
import type { StripeOptions } from '@lyceum/ports/payment-provider/stripe-checkout'
import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import { openConnections, openStorage, openTokenVerifier, publicKeySet } from '@lyceum/service'
import type { Closers } from '@lyceum/service'
import type { Logger } from 'pino'

import { readOrCreateSecrets } from './secrets.ts'

export interface Installation {
  /** Where database, files and secrets live. */
  readonly dataFolder: string
  readonly databaseUrl: string
  readonly publicUrl: () => string
  readonly logger: Logger
  /** bcrypt's cost. */
  readonly passwordCost?: number | undefined
  /** Null = people pay in the sandbox. */
  readonly stripe?: StripeOptions | null | undefined
}

/** Opens what the subgraphs of an installation need of their host, whoever hosts them. */
export async function openDependencies(installation: Installation, closers: Closers) {
  const { dataFolder, databaseUrl, publicUrl, logger, passwordCost, stripe = null } = installation
  const filesFolder = join(dataFolder, 'files')
  // Uploads are private: nobody else on this machine looks into them.
  await mkdir(filesFolder, { recursive: true, mode: 0o700 })
  const secrets = await readOrCreateSecrets(dataFolder)
  const connections = await openConnections({ database: { url: databaseUrl } }, { logger, closers })
  const storage = await openStorage(
    { kind: 'filesystem', folder: filesFolder, secret: secrets.uploadSecret },
    { publicUrl },
  )
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
