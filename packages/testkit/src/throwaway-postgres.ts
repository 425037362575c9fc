import { startEmbeddedPostgres } from '@lyceum/prisma'
import type { EmbeddedPostgres } from '@lyceum/prisma'

export interface ThrowawayPostgresOptions {
  /** Made, and removed on `stop()`. */
  readonly dataFolder: string
  /** Server settings besides what every server of ours runs with. @default none */
  readonly settings?: Readonly<Record<string, string>>
}

/** A PostgreSQL for one run, with room for the pools of many: nothing in it waits for the disk. */
export function startThrowawayPostgres(options: ThrowawayPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataFolder, settings } = options
  return startEmbeddedPostgres({
    dataFolder,
    persistent: false,
    settings: { max_connections: '400', ...settings },
  })
}
