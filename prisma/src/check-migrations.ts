import { planMigration } from './plan-migration.ts'
import { loadSchemaEngine } from './schema-engine.ts'
import { readSubgraphSchemas, SCHEMAS_FOLDER } from './subgraph-schema.ts'

export interface CheckOptions {
  /** A server where shadow databases may be made. */
  readonly url: string
  /** @default the folder of this package */
  readonly schemasFolder?: string
}

/** A subgraph whose schema.prisma says something else than its migrations. */
export interface SchemaDrift {
  readonly subgraph: string
  /** The SQL that its next migration would hold. */
  readonly missingSql: string
}

/** Replays every subgraph's migrations on a shadow database and compares the result with its schema.prisma. */
export async function findSchemaDrift(options: CheckOptions): Promise<readonly SchemaDrift[]> {
  const { url, schemasFolder = SCHEMAS_FOLDER } = options
  const subgraphs = await readSubgraphSchemas(schemasFolder)
  const useEngine = await loadSchemaEngine()
  const drift: SchemaDrift[] = []
  for (const subgraph of subgraphs) {
    const missingSql = await planMigration({ useEngine, subgraph, url })
    if (missingSql !== null) drift.push({ subgraph: subgraph.name, missingSql })
  }
  return drift
}
