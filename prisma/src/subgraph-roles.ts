import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { DEPLOY_LOCK, groupByUrl } from './deploy-migrations.ts'
import type { DeployOptions } from './deploy-migrations.ts'
import { readSubgraphSchemas, SCHEMAS_FOLDER } from './subgraph-schema.ts'
import type { SubgraphSchema } from './subgraph-schema.ts'

export interface RolesOptions {
  /** The owner's address of each database, which migrations ran by. */
  readonly url: DeployOptions['url']
  /** The password of a subgraph's role. */
  readonly password: (subgraph: string) => string
  /** @default the folder of this package */
  readonly schemasFolder?: string
}

/** The login role of a subgraph. */
export const roleOf = (subgraph: string): string => `lyceum_${subgraph}`

/**
 * Makes a login role for each subgraph that reads and writes the rows of its own schema and nothing else: no other schema, no
 * tables of its own making, no migrations. Idempotent; sets the passwords anew and covers tables that later migrations of the
 * same owner make. To be run by the owner, after the first migrations.
 *
 * @returns by subgraph, the address that its process connects to
 */
export async function deployRoles(options: RolesOptions): Promise<Readonly<Record<string, string>>> {
  const { url, password, schemasFolder = SCHEMAS_FOLDER } = options
  const subgraphs = await readSubgraphSchemas(schemasFolder)
  const addresses: [string, string][] = []
  for (const [databaseUrl, group] of groupByUrl(subgraphs, url)) {
    await deployToDatabase(databaseUrl, group, password)
    for (const { name } of group) addresses.push([name, addressOfRole(databaseUrl, name, password(name))])
  }
  return Object.fromEntries(addresses)
}

async function deployToDatabase(
  url: string,
  subgraphs: readonly SubgraphSchema[],
  password: RolesOptions['password'],
): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'lyceum roles' })
  await client.connect()
  try {
    await client.query('BEGIN')
    // Roles belong to the whole server: two deployments at once would make the same one.
    await client.query('SELECT pg_advisory_xact_lock($1)', [DEPLOY_LOCK])
    const database = await readDatabaseName(client)
    // What everybody may do by default, nobody may: connect, make temporary tables, make tables in `public`.
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
    await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
    for (const { name } of subgraphs) {
      const rolname = roleOf(name)
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [rolname])
      const role = escapeIdentifier(rolname)
      const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
      await client.query(`${verb} ROLE ${role} WITH ${attributes} PASSWORD ${escapeLiteral(password(name))}`)
      await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`)
      await client.query(grantSchema(role, escapeIdentifier(name)))
    }
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS'

/** Rows are read and written, and nothing is made; the history of migrations is their owner's. */
function grantSchema(role: string, schema: string): string {
  const tables = `SELECT, INSERT, UPDATE, DELETE ON`
  const sequences = `USAGE, SELECT ON`
  return `
    REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC;
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT ${tables} ALL TABLES IN SCHEMA ${schema} TO ${role};
    GRANT ${sequences} ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${tables} TABLES TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${sequences} SEQUENCES TO ${role};
    REVOKE ALL ON TABLE ${schema}."_prisma_migrations" FROM ${role}`
}

async function readDatabaseName(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  return escapeIdentifier(rows[0]?.name ?? '')
}

/** What the process of a subgraph connects to. @param databaseUrl - the owner's address */
export function addressOfRole(databaseUrl: string, subgraph: string, password: string): string {
  const url = new URL(databaseUrl)
  url.username = roleOf(subgraph)
  url.password = encodeURIComponent(password)
  return url.href
}
