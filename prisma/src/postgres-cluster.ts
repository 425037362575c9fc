import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgresBinaries } from './postgres-binaries.ts'
import type { ServerAccount } from './postgres-binaries.ts'
import { toServerCommand } from './server-command.ts'

const run = promisify(execFile)

export const SUPERUSER = 'lyceum'

/** Where the password of a data folder is kept: beside it, readable by its owner only. */
export function passwordPathOf(dataFolder: string): string {
  return `${dataFolder}.password`
}

export interface ClusterOptions {
  readonly dataFolder: string
  readonly account: ServerAccount | undefined
  /** False when the data may be lost with the machine: then nothing waits for the disk. */
  readonly isDurable: boolean
}

/**
 * Makes a data folder unless there is one. It is prepared under another name and renamed when complete, so that a
 * crash in between never leaves half a folder.
 */
export async function ensureCluster({ dataFolder, account, isDurable }: ClusterOptions): Promise<void> {
  if (await exists(join(dataFolder, 'PG_VERSION'))) return
  const { initdb, postgres } = findPostgresBinaries()
  const draft = `${dataFolder}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const passwordPath = passwordPathOf(dataFolder)
  await rm(passwordPath, { force: true })
  await writeFile(passwordPath, randomBytes(24).toString('base64url'), { mode: 0o600 })
  await Promise.all([initdb, postgres].map(ensureExecutable))
  if (account !== undefined) {
    await Promise.all([draft, passwordPath].map((path) => chown(path, account.uid, account.gid)))
  }
  const flags = [
    '--username',
    SUPERUSER,
    '--pwfile',
    passwordPath,
    '--auth',
    'scram-sha-256',
    '--encoding',
    'UTF8',
  ]
  const locale = ['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C']
  const sync = isDurable ? [] : ['--no-sync']
  try {
    const args = ['--pgdata', draft, '--no-instructions', ...sync, ...flags, ...locale]
    const command = await toServerCommand({ program: initdb, args, account }, dataFolder)
    await run(command.program, command.args, { cwd: draft, ...command.account })
  } catch (error) {
    throw new Error(
      `PostgreSQL could not make its data folder ${dataFolder}. ` +
        `The account that runs it must be able to enter ${dirname(dataFolder)} and the folder of this project.\n` +
        (error instanceof Error ? error.message : String(error)),
      { cause: error },
    )
  }
  await rename(draft, dataFolder)
}

/** Password of the superuser of a data folder that {@link ensureCluster} made. */
export async function readPassword(dataFolder: string): Promise<string> {
  return (await readFile(passwordPathOf(dataFolder), 'utf8')).trim()
}

async function ensureExecutable(path: string): Promise<void> {
  // Some package managers drop the mode; in an image the folder may be read-only, and the mode is right already.
  await chmod(path, 0o755).catch(() => undefined)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
