import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts'

/**
 * Starts a throw-away PostgreSQL in a folder of its own, for tests and tools. It is gone after `stop()`, and also when
 * this process dies. It does not wait for the disk.
 */
export async function startTemporaryPostgres(
  options: Pick<EmbeddedPostgresOptions, 'settings'> = {},
): Promise<EmbeddedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-postgres-'))
  const dataFolder = join(folder, 'data')
  const postgres = await startEmbeddedPostgres({ ...options, dataFolder, persistent: false })
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs `use` with a throw-away PostgreSQL, which is gone afterwards. */
export async function withTemporaryPostgres<T>(use: (url: string) => Promise<T>): Promise<T> {
  const postgres = await startTemporaryPostgres()
  try {
    return await use(postgres.url)
  } finally {
    await postgres.stop()
  }
}
