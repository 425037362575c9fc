import { generateKeyPairSync } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Secrets } from '@lyceum/all-in-one/secrets'
import { deployMigrations, deployRoles, startEmbeddedPostgres } from '@lyceum/prisma'
import type { Closers } from '@lyceum/service'
import { startGcsEmulator } from '@lyceum/testkit/gcs-emulator'
import type { FakeGcsServer } from '@lyceum/testkit/gcs-emulator'

import { storageFolders } from './choose-emulator.ts'
import { startRedisServer } from './redis-server.ts'
import { deriveSecret } from './variables-of.ts'
import type { Variables } from './variables-of.ts'

export interface BackendOptions {
  readonly dataFolder: string
  readonly secrets: Secrets
  /** A database of one's own, by its owner's address. @default an embedded PostgreSQL in the data folder */
  readonly databaseUrl?: string | undefined
  /** A Redis of one's own. @default one in the data folder */
  readonly redisUrl?: string | undefined
  /** The command of fake-gcs-server, which keeps its objects in the data folder. @default no emulator: files in the data folder */
  readonly gcsEmulator?: string | undefined
}

/** What the processes stand on. */
export interface Backends {
  readonly ownerUrl: string
  /** By subgraph, each with its own role. */
  readonly databaseUrls: Readonly<Record<string, string>>
  readonly redisUrl: string
  readonly storage: Variables
}

/** Starts database, queue and storage at once, and brings the database up to date. */
export async function openBackends(options: BackendOptions, closers: Closers): Promise<Backends> {
  const [database, redisUrl, storage] = await Promise.all([
    openDatabase(options, closers),
    openRedis(options, closers),
    openStorage(options, closers),
  ])
  return { ...database, redisUrl, storage }
}

async function openDatabase({ databaseUrl, dataFolder, secrets }: BackendOptions, closers: Closers) {
  const ownerUrl = databaseUrl ?? (await startPostgres(dataFolder, closers))
  await deployMigrations({ url: ownerUrl })
  const password = (subgraph: string): string => deriveSecret(secrets, `database/${subgraph}`)
  return { ownerUrl, databaseUrls: await deployRoles({ url: ownerUrl, password }) }
}

/** An embedded PostgreSQL. @throws {Error} when another living process runs on the data folder */
export async function startPostgres(dataFolder: string, closers: Closers): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataFolder: join(dataFolder, 'postgres'),
    persistent: true,
    // Every process has a pool of its own.
    settings: { max_connections: '300' },
  })
  closers.add(() => postgres.stop())
  return postgres.url
}

/** A Redis: the one that was given, else one in the data folder. */
export async function openRedis(
  { dataFolder, redisUrl, secrets }: BackendOptions,
  closers: Closers,
): Promise<string> {
  if (redisUrl !== undefined) return redisUrl
  const redis = await startRedisServer(ownRedis({ dataFolder, secrets }))
  closers.add(() => redis.stop())
  return redis.url
}

/** Where the data folder has its Redis. */
export const ownRedis = ({ dataFolder, secrets }: Pick<BackendOptions, 'dataFolder' | 'secrets'>) => ({
  dataFolder: join(dataFolder, 'redis'),
  password: deriveSecret(secrets, 'redis'),
})

/** The variables of a storage: an emulator's, or those of files in the data folder. */
export async function openStorage(
  { dataFolder, gcsEmulator, secrets }: BackendOptions,
  closers: Closers,
): Promise<Variables> {
  if (gcsEmulator !== undefined) {
    return startEmulator({ command: gcsEmulator, folder: join(dataFolder, storageFolders.gcs) }, closers)
  }
  const folder = join(dataFolder, storageFolders.filesystem)
  // Uploads are private: nobody else on this machine looks into them.
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { STORAGE: 'filesystem', STORAGE_FOLDER: folder, UPLOAD_SECRET: secrets.uploadSecret }
}

async function startEmulator(server: FakeGcsServer, closers: Closers): Promise<Variables> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const clientEmail = 'lyceum@local.iam.gserviceaccount.com'
  const buckets = { projectId: 'local', bucketPrefix: 'lyceum' }
  const emulator = await startGcsEmulator({ server, buckets, signatureKey: { clientEmail, publicKey } })
  closers.add(async () => emulator[Symbol.asyncDispose]())
  return {
    STORAGE: 'gcs',
    GCS_API_ENDPOINT: emulator.apiEndpoint,
    GCS_PROJECT_ID: buckets.projectId,
    GCS_BUCKET_PREFIX: buckets.bucketPrefix,
    GCS_CLIENT_EMAIL: clientEmail,
    GCS_PRIVATE_KEY: privateKey,
  }
}
