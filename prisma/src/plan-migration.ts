import { NO_FILTERS } from './schema-engine.ts'
import type { UseSchemaEngine } from './schema-engine.ts'
import { withShadowDatabase } from './shadow-database.ts'
import { toMigrationList } from './subgraph-schema.ts'
import type { SubgraphSchema } from './subgraph-schema.ts'

/** Exit code of the engine's `diff` when the two sides differ. */
const DIFFERENT = 2

export interface PlanMigrationOptions {
  readonly useEngine: UseSchemaEngine
  readonly subgraph: SubgraphSchema
  /** Any database of a server where a shadow database may be made; the database itself stays untouched. */
  readonly url: string
}

/** Replays the migrations on a shadow database and returns the SQL from there to schema.prisma; null when they agree. */
export async function planMigration({
  useEngine,
  subgraph,
  url,
}: PlanMigrationOptions): Promise<string | null> {
  const files = [{ path: subgraph.schemaPath, content: subgraph.schemaText }]
  const { exitCode, stdout } = await withShadowDatabase({ url, schema: subgraph.name }, (shadowUrl) =>
    useEngine({ url: shadowUrl, subgraph }, async (engine) => {
      if (subgraph.migrations.length > 0) {
        await engine.applyMigrations({ migrationsList: toMigrationList(subgraph), filters: NO_FILTERS })
      }
      return engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: subgraph.folder },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: true,
        filters: NO_FILTERS,
      })
    }),
  )
  return exitCode === DIFFERENT ? (stdout ?? '') : null
}
