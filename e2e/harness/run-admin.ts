import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/all-in-one/src/admin/main.ts', import.meta.url))

export interface AdminRun {
  readonly exitCode: number | string
  readonly output: string
  readonly complaint: string
}

/** `npm run admin -- ...` on an installation, in a process of its own. */
export function runAdmin(dataFolder: string, args: readonly string[]): Promise<AdminRun> {
  const options = {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    // eslint-disable-next-line node/no-process-env -- a child process needs PATH
    env: { ...process.env, LYCEUM_DATA: dataFolder },
  }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', main, ...args], options, (error, output, complaint) =>
      resolve({ exitCode: error?.code ?? 0, output, complaint }),
    )
  })
}
