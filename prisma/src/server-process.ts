import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** True while the process lives and is a PostgreSQL server; a zombie that nobody has reaped has ended. */
export async function isServerProcess(pid: number): Promise<boolean> {
  if (process.platform === 'linux') return isLinuxServer(pid)
  if (process.platform === 'win32') return isAlive(pid)
  // `ps` fails when there is no such process.
  const { stdout } = await run('ps', ['-o', 'state=,command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout.includes('postgres') && !stdout.trimStart().startsWith('Z')
}

async function isLinuxServer(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // "123 (postgres) S ..."
  return /^\d+ \(postgres\) [^ZX]/.test(status)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    // No such process.
    return false
  }
}
