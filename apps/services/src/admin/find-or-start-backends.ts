import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { readOrCreateSecrets } from '@lyceum/all-in-one/secrets'
import { findEmbeddedPostgres } from '@lyceum/prisma'
import type { Closers } from '@lyceum/service'

import { openRedis, openStorage, ownRedis, startPostgres } from '../open-backends.ts'
import type { BackendOptions, Backends } from '../open-backends.ts'
import { findRedisServer } from '../redis-server.ts'

/**
 * The database and the queue of an installation: those that run, else started until the end. Nothing is migrated. An emulated
 * storage is always one of our own, on the same folder.
 */
export async function findOrStartBackends(
  options: Omit<BackendOptions, 'secrets'>,
  closers: Closers,
): Promise<Pick<Backends, 'ownerUrl' | 'redisUrl' | 'storage'>> {
  const { dataFolder } = options
  if (!existsSync(join(dataFolder, 'secrets.json')))
    throw new Error(`There is no platform in ${dataFolder}; start it first.`)
  const secrets = await readOrCreateSecrets(dataFolder)
  const running = options.redisUrl ?? (await findRedisServer(ownRedis({ dataFolder, secrets })))
  // Where Redis runs, so does PostgreSQL. Otherwise starting it says whether somebody else is about to start both: it has one
  // owner, and Redis would have two.
  const found = running === null ? null : await findEmbeddedPostgres(join(dataFolder, 'postgres'))
  const ownerUrl = options.databaseUrl ?? found ?? (await startPostgres(dataFolder, closers))
  const own = { ...options, secrets, redisUrl: running ?? undefined }
  const [redisUrl, storage] = await Promise.all([openRedis(own, closers), openStorage(own, closers)])
  return { ownerUrl, redisUrl, storage }
}
