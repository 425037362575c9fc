import { randomUUID } from 'node:crypto'

import { Client } from 'pg'
import { inject } from 'vitest'

/**
 * The migrated database that others are cloned from; nobody connects to it during a run. That of one subgraph is a third of the
 * files of all, and a clone costs what its files cost.
 */
export const templateOf = (subgraph: string | null): string =>
  subgraph === null ? 'template_all' : `template_${subgraph}`

/** Where BullMQ keeps its tables. */
export const queueSchema = 'bullmq'

/** A migrated database of its own for one test or one spec file. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string
}

/** Clones a template; dropping the clone ends whatever still uses it. @param subgraph whose tables alone are wanted */
export async function createTestDatabase(subgraph: string | null = null): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runOnDatabase(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${templateOf(subgraph)}`)
  return {
    url: withDatabase(serverUrl, name),
    [Symbol.asyncDispose]: () => runOnDatabase(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** The same server, another database. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** On a connection of its own. */
export async function runOnDatabase(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
