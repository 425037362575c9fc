import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'

import { eventually } from './eventually.ts'

/** A server program that tests speak with. */
export interface RunningProgram extends AsyncDisposable {
  readonly origin: string
  readonly port: number
}

/** How a server program is started. */
export interface ProgramOptions {
  /** Found by `findProgram`. */
  readonly command: string
  readonly toArguments: (port: number) => readonly string[]
  /** Answered once it serves, no matter how. @default '/' */
  readonly healthPath?: string
}

/**
 * Where a program is: on the PATH, or where continuous integration installs emulators, `lyceum/emulators` in the user's
 * cache folder. Null when it is nowhere.
 *
 * @param source - the variables `PATH` and `XDG_CACHE_HOME`
 */
export function findProgram(
  command: string,
  source: Readonly<Record<string, string | undefined>>,
): string | null {
  if (isAbsolute(command)) return isExecutable(command) ? command : null
  const cache = source['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const folders = [...(source['PATH'] ?? '').split(delimiter), join(cache, 'lyceum', 'emulators')]
  const paths = folders.filter((folder) => folder !== '').map((folder) => join(folder, command))
  return paths.find(isExecutable) ?? null
}

/** A busy machine takes its time: one that fails ends, and is not waited for. */
const startMilliseconds = 90_000

/** Starts a program on a free port and waits until it serves. Disposing it ends it, and so does our own end. */
export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  const { command, toArguments, healthPath = '/' } = options
  const port = await findFreePort()
  const child = spawn(command, toArguments(port), { stdio: 'ignore' })
  const exited = once(child, 'exit')
  const dismiss = endWithUs(child.pid)
  const origin = `http://127.0.0.1:${port}`
  const end = async (): Promise<void> => {
    child.kill()
    await exited
    dismiss()
  }
  const failed = exited.then(([code]) => Promise.reject(new Error(`${command} ended with ${code}`)))
  failed.catch(() => undefined)
  try {
    const serves = eventually(() => fetch(origin + healthPath), { withinMilliseconds: startMilliseconds })
    await Promise.race([failed, serves])
  } catch (error) {
    if (child.exitCode === null && child.pid !== undefined) await end()
    else dismiss()
    throw error
  }
  return { origin, port, [Symbol.asyncDispose]: end }
}

/** Its input ends when the process that holds the other end dies, even by SIGKILL. */
const reaper = 'cat >/dev/null; kill -TERM "$1"'

/** Sees to it that a process ends when this one does, however that happens. @returns what to call once it has ended by itself */
export function endWithUs(pid: number | undefined): () => void {
  if (pid === undefined || process.platform === 'win32') return () => undefined
  const shell = spawn('/bin/sh', ['-c', reaper, 'reaper', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return () => void shell.kill('SIGKILL')
}

/** A port that nobody listens on now. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return address.port
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // It is not there.
  }
}
