import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { ServerAccount } from './postgres-binaries.ts'

const run = promisify(execFile)

/** A program with its arguments, and under whom to start it. */
export interface ServerCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly account: ServerAccount | undefined
}

/**
 * How to run a program of PostgreSQL for a data folder. Under root it runs as another account. Where the way to the program or
 * to the data leads through a folder that is closed to that account (a clone in /root, a folder of `mkdtemp`), it is given the
 * one capability to pass, rather than opening folders that are not ours to open.
 */
export async function toServerCommand(command: ServerCommand, dataFolder: string): Promise<ServerCommand> {
  const { program, args, account } = command
  if (account === undefined) return command
  const paths = [program, dirname(dataFolder)]
  const canPass = await Promise.all(paths.map((path) => canEnter(path, account)))
  if (canPass.every(Boolean)) return command
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  // initdb asks access(2) whether it may run what it starts, and that forgets capabilities unless told otherwise.
  const capability = [
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  return { program: 'setpriv', args: [...identity, ...capability, program, ...args], account: undefined }
}

async function canEnter(path: string, account: ServerAccount): Promise<boolean> {
  return await run('test', ['-x', path], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  )
}
