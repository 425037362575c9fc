import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createGateway } from '@lyceum/gateway'
import type { StripeOptions } from '@lyceum/ports/payment-provider/stripe-checkout'
import { deployMigrations, startEmbeddedPostgres } from '@lyceum/prisma'
import { createClosers } from '@lyceum/service'
import type { Closers } from '@lyceum/service'
import { createTranscoder } from '@lyceum/transcoder'
import type { Logger } from 'pino'

import { exampleOperations } from './example-operations.ts'
import { openDependencies } from './open-dependencies.ts'
import { createSubgraphs } from './subgraphs.ts'

const supergraphFile = fileURLToPath(new URL('../../../supergraph.graphql', import.meta.url))

export interface PlatformOptions {
  /** Where database, files and secrets live; made when missing. */
  readonly dataFolder: string
  /** @default '127.0.0.1' */
  readonly host?: string
  /** 0 takes a free one. */
  readonly port: number
  /** The address that links are made of. @default the address the gateway listens on */
  readonly publicUrl?: string | null
  /** @default [] */
  readonly allowedOrigins?: readonly string[]
  /** @default true */
  readonly isPlaygroundEnabled?: boolean
  /** Whether a reverse proxy of one's own stands in front and says who calls. @default false */
  readonly isBehindProxy?: boolean
  /** bcrypt's cost; lower it only where passwords are worth nothing. @default 12 */
  readonly passwordCost?: number
  /** Null = people pay in the sandbox. @default null */
  readonly stripe?: StripeOptions | null
  readonly logger: Logger
  /** Told before each step that takes time. */
  readonly onStep?: (step: string) => void
}

/** A running platform. */
export interface Platform {
  /** The public address, for example `http://127.0.0.1:4000`. */
  readonly url: string
  /** Makes the owner of an e-mail address an administrator; false when nobody has it. */
  grantAdministrator(email: string): Promise<boolean>
  /** Stops in the order gateway, subgraphs, worker, queue, database. */
  stop(): Promise<void>
}

/** Hosts gateway, subgraphs and worker in one process over an embedded PostgreSQL. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const closers = createClosers()
  try {
    return await openPlatform(options, closers)
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

async function openPlatform(options: PlatformOptions, closers: Closers): Promise<Platform> {
  const { dataFolder, host = '127.0.0.1', port, logger, onStep = () => undefined } = options
  const workFolder = join(dataFolder, 'work')
  // Uploads are private: nobody else on this machine looks into what is made of them.
  await mkdir(workFolder, { recursive: true, mode: 0o700 })

  onStep('Starting PostgreSQL')
  const postgres = await startEmbeddedPostgres({ dataFolder: join(dataFolder, 'postgres'), persistent: true })
  closers.add(() => postgres.stop())
  onStep('Migrating the database')
  await deployMigrations({ url: postgres.url })

  let address = options.publicUrl ?? null
  const publicUrl = (): string => {
    if (address === null) throw new Error('The public address is known once the gateway listens')
    return address
  }
  const dependencies = await openDependencies(
    { ...options, databaseUrl: postgres.url, publicUrl, logger },
    closers,
  )

  onStep('Starting the subgraphs')
  const { users, all: subgraphs } = await createSubgraphs(dependencies)
  for (const subgraph of subgraphs) closers.add(() => subgraph.stop())
  const transcoder = createTranscoder({ ...dependencies, workFolder })
  closers.add(() => transcoder.stop())

  onStep('Starting the gateway')
  const gateway = await createGateway({
    subgraphs: subgraphs.map((subgraph) => ({ kind: 'in-process', subgraph })),
    supergraphFile,
    verifyAccessToken: dependencies.verifyAccessToken,
    logger,
    allowedOrigins: options.allowedOrigins ?? [],
    playground: options.isPlaygroundEnabled === false ? false : { examples: exampleOperations },
    isIntrospectionEnabled: options.isPlaygroundEnabled !== false,
    isBehindProxy: options.isBehindProxy ?? false,
  })
  closers.add(() => gateway.stop())
  const url = await gateway.listen({ host, port })
  address ??= url
  await Promise.all([...subgraphs.map((subgraph) => subgraph.start()), transcoder.start()])
  return {
    url: address,
    grantAdministrator: (email) => users.grantAdministrator(email),
    stop: () => closers.closeAll(),
  }
}
