import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { UnauthenticatedError } from '@lyceum/kit'
import { systemClock } from '@lyceum/ports/clock'
import { findEmbeddedPostgres, startEmbeddedPostgres } from '@lyceum/prisma'
import { createClosers, openConnections } from '@lyceum/service'
import type { Closers } from '@lyceum/service'
import { createUsersSubgraph } from '@lyceum/users'
import { pino } from 'pino'

import { readEnvironment } from '../environment.ts'
import { readOrCreateSecrets } from '../secrets.ts'

const usage = `npm run admin -- EMAIL   make the owner of an e-mail address an administrator, whether the platform runs or not`

const closers = createClosers()
try {
  process.stdout.write(`${await grantAdministrator(process.argv.slice(2), closers)}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await closers.closeAll()
}

/** The shell of the server is the proof of authority here: there is no administrator yet who could grant the first one. */
async function grantAdministrator([email, ...others]: readonly string[], opened: Closers): Promise<string> {
  if (email === undefined || others.length > 0) throw new Error(usage)
  const { dataFolder } = readEnvironment(process.env)
  const postgresFolder = join(dataFolder, 'postgres')
  if (!existsSync(postgresFolder)) throw new Error(`There is no platform in ${dataFolder}; start it first.`)
  const logger = pino({ level: 'silent' })
  const url = await findOrStartPostgres(postgresFolder, opened)
  const connections = await openConnections({ database: { url } }, { logger, closers: opened })
  const users = await createUsersSubgraph({
    ...connections,
    clock: systemClock,
    logger,
    verifyAccessToken: () => Promise.reject(new UnauthenticatedError()),
    ...(await readOrCreateSecrets(dataFolder)),
  })
  opened.add(() => users.stop())
  if (!(await users.grantAdministrator(email))) throw new Error(`Nobody has registered as ${email}.`)
  return `${email} is an administrator. The role is in the next access token: sign in again.`
}

async function findOrStartPostgres(dataFolder: string, opened: Closers): Promise<string> {
  const running = await findEmbeddedPostgres(dataFolder)
  if (running !== null) return running
  const postgres = await startEmbeddedPostgres({ dataFolder, persistent: true })
  opened.add(() => postgres.stop())
  return postgres.url
}
