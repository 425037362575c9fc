import { spawn } from 'node:child_process'
import { open, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isServerProcess } from './server-process.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import type { ServerAccount } from './postgres-binaries.ts'
import { toServerCommand } from './server-command.ts'

const POLL_MILLISECONDS = 10
const START_TIMEOUT_MILLISECONDS = 60_000
const FAST_STOP_MILLISECONDS = 10_000

/** What a running server writes to `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly isReady: boolean
}

export interface LaunchOptions {
  readonly dataFolder: string
  readonly account: ServerAccount | undefined
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
}

/** Where the server's messages go; the file outlives the process that started the server. */
export function logPathOf(dataFolder: string): string {
  return `${dataFolder}.log`
}

/** The server that runs on a data folder, or null. A stale `postmaster.pid` is removed. */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | null> {
  const postmaster = await readPidFile(dataFolder)
  if (postmaster === null) return null
  if ((await isServerProcess(postmaster.pid)) && (await mayServe(postmaster.pid, dataFolder)))
    return postmaster
  // Its pid may belong to another program by now (always so in a container), and PostgreSQL would refuse to start.
  await rm(join(dataFolder, 'postmaster.pid'), { force: true })
  return null
}

/** False when the process serves another folder; where that cannot be told, it may be this one. */
async function mayServe(pid: number, dataFolder: string): Promise<boolean> {
  // PostgreSQL works in its data folder.
  const workFolder = await readlink(`/proc/${pid}/cwd`).catch(() => dataFolder)
  return workFolder === dataFolder || workFolder === (await realpath(dataFolder))
}

/**
 * Starts a server and waits until it accepts connections.
 *
 * @throws Error with the end of its log when it exits instead.
 */
export async function launchPostmaster(options: LaunchOptions): Promise<Postmaster> {
  const { dataFolder, account, port, settings } = options
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = await open(logPathOf(dataFolder), 'w', 0o600)
  // Detached: Ctrl+C in a terminal reaches a whole process group, and the platform drains before its database stops.
  const args = ['-D', dataFolder, '-p', String(port), ...flags]
  const command = await toServerCommand(
    { program: findPostgresBinaries().postgres, args, account },
    dataFolder,
  )
  const child = spawn(command.program, command.args, {
    cwd: dataFolder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...command.account,
  })
  const failure = new Promise<Error>((resolve) => {
    child.once('error', resolve)
    child.once('exit', (code) => resolve(new Error(`postgres exited with code ${String(code)}`)))
  })
  child.unref()
  await log.close()
  const outcome = await Promise.race([failure, waitUntilReady(dataFolder, child)])
  if (outcome instanceof Error) throw await describeFailure(dataFolder, outcome)
  return outcome
}

async function waitUntilReady(
  dataFolder: string,
  child: { exitCode: number | null; pid?: number | undefined },
) {
  const deadline = Date.now() + START_TIMEOUT_MILLISECONDS
  while (Date.now() < deadline && child.exitCode === null) {
    const postmaster = await readPidFile(dataFolder)
    if (postmaster !== null && postmaster.pid === child.pid && postmaster.isReady) return postmaster
    await wait(POLL_MILLISECONDS)
  }
  return new Error(`postgres was not ready after ${START_TIMEOUT_MILLISECONDS} ms`)
}

async function describeFailure(dataFolder: string, cause: Error): Promise<Error> {
  const log = await readFile(logPathOf(dataFolder), 'utf8').catch(() => '')
  return new Error(`PostgreSQL did not start on ${dataFolder}:\n${log.slice(-2_000)}`, { cause })
}

/** Stops a server: running transactions roll back, everything committed is kept. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  signal(pid, 'SIGINT')
  if (await hasExited(pid, FAST_STOP_MILLISECONDS)) return
  // Immediate: the next start replays the log. Nothing committed is lost.
  signal(pid, 'SIGQUIT')
  if (await hasExited(pid, FAST_STOP_MILLISECONDS)) return
  throw new Error(`PostgreSQL (pid ${pid}) did not stop`)
}

async function hasExited(pid: number, timeoutMilliseconds: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMilliseconds
  while (await isServerProcess(pid)) {
    if (Date.now() > deadline) return false
    await wait(POLL_MILLISECONDS)
  }
  return true
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Lines of the file: pid, data folder, start time, port, socket folder, address, shared memory, state. */
async function readPidFile(dataFolder: string): Promise<Postmaster | null> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
}
