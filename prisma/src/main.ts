import { relative } from 'node:path'
import { findSchemaDrift } from './check-migrations.ts'
import { createMigration } from './create-migration.ts'
import { deployMigrations } from './deploy-migrations.ts'
import { readDatabaseUrl, readRolePassword } from './environment.ts'
import { generateClients } from './generate.ts'
import { readMigrationStatus } from './migration-status.ts'
import { deployRoles } from './subgraph-roles.ts'
import { withTemporaryPostgres } from './temporary-postgres.ts'

const USAGE = `npm run db -- COMMAND

  generate               write the Prisma client of every schema that changed
  create SUBGRAPH NAME   write the next migration of a subgraph
  deploy                 apply pending migrations to DATABASE_URL (or <SUBGRAPH>_DATABASE_URL)
  roles                  make a login role per subgraph there, with <SUBGRAPH>_DATABASE_PASSWORD
  status                 show what is applied and what is pending there
  check                  fail when a schema.prisma and its migrations differ

create and check start a PostgreSQL of their own when DATABASE_URL is not set.`

type Command = (args: readonly string[]) => Promise<number>

const commands: Readonly<Record<string, Command>> = {
  generate: async () => {
    const generated = await generateClients({ environment: process.env, log: print })
    if (generated.length === 0) print('Every client is up to date.')
    return 0
  },
  create: async ([subgraph, migrationName]) => {
    if (subgraph === undefined || migrationName === undefined) return fail(USAGE)
    const folder = await withServer((url) => createMigration({ subgraph, migrationName, url }))
    if (folder === null) print(`${subgraph}: schema.prisma and its migrations agree. Nothing to write.`)
    else print(`${subgraph}: wrote ${relative(process.cwd(), folder)}/migration.sql`)
    return 0
  },
  deploy: async () => {
    const applied = await deployMigrations({ url: requireDatabaseUrl, log: print })
    print(applied.length === 0 ? 'Nothing is pending.' : `${applied.length} migrations applied.`)
    return 0
  },
  roles: async () => {
    await deployRoles({ url: requireDatabaseUrl, password: requireRolePassword })
    print('Every subgraph has its role.')
    return 0
  },
  status: async () => {
    const { lines, isUpToDate } = await readMigrationStatus({ url: requireDatabaseUrl })
    lines.forEach(print)
    return isUpToDate ? 0 : 1
  },
  check: async () => {
    const drift = await withServer((url) => findSchemaDrift({ url }))
    for (const { subgraph, missingSql } of drift) {
      fail(
        `${subgraph}: schema.prisma differs from its migrations; \`npm run db -- create ${subgraph} NAME\` would write:\n${missingSql}`,
      )
    }
    if (drift.length === 0) print('Every schema.prisma agrees with its migrations.')
    return drift.length === 0 ? 0 : 1
  },
}

function withServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const url = readDatabaseUrl(process.env)
  return url === undefined ? withTemporaryPostgres(use) : use(url)
}

function requireDatabaseUrl(subgraph: string): string {
  const url = readDatabaseUrl(process.env, subgraph)
  if (url === undefined) throw new Error(`Set DATABASE_URL or ${subgraph.toUpperCase()}_DATABASE_URL`)
  return url
}

function requireRolePassword(subgraph: string): string {
  const password = readRolePassword(process.env, subgraph)
  if (password === undefined) throw new Error(`Set ${subgraph.toUpperCase()}_DATABASE_PASSWORD`)
  return password
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`)
  return 1
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}\n${describe(error.cause)}`
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
try {
  process.exitCode = command === undefined ? fail(USAGE) : await command(args)
} catch (error) {
  process.exitCode = fail(describe(error))
}
