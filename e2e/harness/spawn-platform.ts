import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/all-in-one/src/main.ts', import.meta.url))

/** The platform as `npm start -- --empty` runs it: a process of its own. */
export interface SpawnedPlatform extends AsyncDisposable {
  readonly url: string
  /** Ends the process and returns when it is gone. `SIGKILL` gives it no chance to do anything. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts it on a data folder and returns once it has printed its address. @param variables - what it is told besides */
export async function spawnPlatform(
  dataFolder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<SpawnedPlatform> {
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--empty'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...parentEnvironment(), LYCEUM_DATA: dataFolder, PORT: '0', LOG_LEVEL: 'silent', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const url = await readAddress(child).catch(async (error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  const kill = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal)
    await exited
  }
  return { url, kill, [Symbol.asyncDispose]: () => kill('SIGTERM') }
}

/** The address that the platform prints; throws what it printed instead when it ends before. */
async function readAddress({ stdout, stderr }: ChildProcess): Promise<string> {
  if (stdout === null || stderr === null) throw new Error('The platform was started without pipes')
  const complaints: string[] = []
  stderr.on('data', (text: Buffer) => complaints.push(text.toString()))
  for await (const line of createInterface({ input: stdout })) {
    const address = /^Lyceum runs at (\S+)$/.exec(line)?.[1]
    if (address === undefined) continue
    // Nobody reads on, and a full pipe would stop the platform.
    stdout.resume()
    return address
  }
  throw new Error(`The platform ended without an address: ${complaints.join('')}`)
}

function parentEnvironment(): Record<string, string | undefined> {
  // eslint-disable-next-line node/no-process-env -- a child process needs PATH, to find ffmpeg
  return process.env
}
