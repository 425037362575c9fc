import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { connectForMigrations } from './migration-adapter.ts'
import type { SubgraphSchema } from './subgraph-schema.ts'

export const NO_FILTERS: SchemaFilter = { externalTables: [], externalEnums: [] }

export interface SchemaEngineOptions {
  readonly url: string
  readonly subgraph: SubgraphSchema
}

/** Prisma's schema engine as WebAssembly, the CLI's own engine with nothing to download, on one database. */
export type UseSchemaEngine = <T>(
  options: SchemaEngineOptions,
  use: (engine: SchemaEngine) => Promise<T>,
) => Promise<T>

/** Loads the engine when it is first needed (about 100 ms); the returned function opens it, and closes it after use. */
export async function loadSchemaEngine(): Promise<UseSchemaEngine> {
  await (loading ??= instantiate())
  return async ({ url, subgraph }, use) => {
    const connection = connectForMigrations({ url, schema: subgraph.name })
    try {
      const engine = await bindings.SchemaEngine.new(
        { datamodels: [[subgraph.schemaPath, subgraph.schemaText]] },
        () => undefined,
        bindMigrationAwareSqlAdapterFactory(connection.factory),
      )
      try {
        return await use(engine)
      } finally {
        engine.free()
      }
    } finally {
      await connection.close()
    }
  }
}

// The bindings keep their instance in a variable of their module, so there can be only one in a process.
let loading: Promise<void> | undefined

async function instantiate(): Promise<void> {
  const bindingsPath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(join(dirname(bindingsPath), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start !== 'function') throw new Error('schema_engine_bg.wasm exports no __wbindgen_start')
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: throwPanic } })
  start()
}

/** The module reports a panic through a global; without it the cause is lost in a TypeError. */
function throwPanic(message: string): never {
  throw new Error(`The schema engine panicked: ${message}`)
}
