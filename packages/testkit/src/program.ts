import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

import { eventually } from './eventually.ts'

/** A server program that tests speak with. */
export interface RunningProgram extends AsyncDisposable {
  readonly origin: string
  readonly port: number
}

/** How a server program is started. */
export interface ProgramOptions {
  readonly command: string
  readonly toArguments: (port: number) => readonly string[]
  /** Answered once it serves, no matter how. @default '/' */
  readonly healthPath?: string
}

/** The command when it can be run, otherwise null. */
export async function findProgram(command: string, probe: string): Promise<string | null> {
  const child = spawn(command, [probe], { stdio: 'ignore' })
  try {
    await once(child, 'exit')
    return command
  } catch {
    return null // It is not installed.
  }
}

/** Starts a program on a free port and waits until it serves. Disposing it ends it. */
export async function startProgram(options: ProgramOptions): Promise<RunningProgram> {
  const { command, toArguments, healthPath = '/' } = options
  const port = await findFreePort()
  const child = spawn(command, toArguments(port), { stdio: 'ignore' })
  const exited = once(child, 'exit')
  const origin = `http://127.0.0.1:${port}`
  const end = async (): Promise<void> => {
    child.kill()
    await exited
  }
  try {
    await eventually(() => fetch(origin + healthPath))
  } catch (error) {
    await end()
    throw error
  }
  return { origin, port, [Symbol.asyncDispose]: end }
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
