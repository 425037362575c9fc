import { randomUUID } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'

/** Runs `use` with an empty database of the same server that has one schema, and drops it afterwards. */
export async function withShadowDatabase<T>(
  { url, schema }: { readonly url: string; readonly schema: string },
  use: (shadowUrl: string) => Promise<T>,
): Promise<T> {
  const database = `lyceum_shadow_${randomUUID().replaceAll('-', '')}`
  const shadowUrl = withDatabase(url, database)
  await runOnce(url, `CREATE DATABASE ${database} TEMPLATE template0`)
  try {
    await runOnce(shadowUrl, `CREATE SCHEMA ${escapeIdentifier(schema)}`)
    return await use(shadowUrl)
  } finally {
    await runOnce(url, `DROP DATABASE ${database} WITH (FORCE)`)
  }
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}
