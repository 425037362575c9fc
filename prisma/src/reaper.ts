import { spawn } from 'node:child_process'

export interface Reaper {
  /** To be called once the server has stopped. */
  dismiss(): void
}

/** Its input ends when the process that holds the other end dies, even by SIGKILL. */
const SCRIPT = 'cat >/dev/null; kill -QUIT "$1" && sleep 1; rm -rf "$2" "$2.password" "$2.log"'

/** Stops a throw-away server and removes its data when this process dies without doing so itself. */
export function startReaper(pid: number, dataFolder: string): Reaper | null {
  if (process.platform === 'win32') return null
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'reaper', String(pid), dataFolder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return { dismiss: () => void shell.kill('SIGKILL') }
}
