import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { inject } from 'vitest'

export interface AdminRun {
  readonly exitCode: number | string
  readonly output: string
  readonly complaint: string
}

/** `npm run admin -- ...` on an installation, or `npm run admin:services -- ...` on the one of the run, in a process of its own. */
export function runAdmin(dataFolder: string, args: readonly string[]): Promise<AdminRun> {
  const services = inject('services')
  const program = `apps/${services === undefined ? 'all-in-one' : 'services'}/src/admin/main.ts`
  const servers = services && { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl }
  const options = {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    // eslint-disable-next-line node/no-process-env -- a child process needs PATH
    env: { ...process.env, LYCEUM_DATA: dataFolder, ...servers },
  }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', program, ...args], options, (error, output, complaint) =>
      resolve({ exitCode: error?.code ?? 0, output, complaint }),
    )
  })
}
