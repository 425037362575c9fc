import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { readOrCreateSecrets } from '@lyceum/all-in-one/secrets'
import { createPool, deployRoles } from '@lyceum/prisma'
import { hasRedisServer } from '@lyceum/testkit/redis-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { inheritedVariables } from '../src/environment.ts'
import { programOf } from '../src/services.ts'
import { startServices } from '../src/start-services.ts'
import type { Services } from '../src/start-services.ts'
import { deriveSecret, variablesOf } from '../src/variables-of.ts'

const none = {
  courses: 0,
  lectures: 0,
  enrollments: 0,
  media: 0,
  notifications: 0,
  assessments: 0,
  payments: 0,
  certificates: 0,
  transcoder: 0,
}

describe.skipIf(!hasRedisServer())('a topology of three processes', () => {
  let dataFolder: string
  let services: Services
  const lines: string[] = []

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-services-'))
    services = await startServices({
      dataFolder,
      instances: { ...none, users: 2, gateway: 1 },
      ports: 'free',
      variables: ({ service }) => (service === 'users' ? { PASSWORD_COST: '4' } : {}),
      onLine: ({ service, index }, line) => lines.push(`${service} ${index} ${line}`),
    })
  }, 180_000)

  afterAll(async () => {
    await services.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }, 60_000)

  async function ask(query: string): Promise<unknown> {
    const response = await fetch(`${services.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return response.json()
  }

  const signUp = (email: string) =>
    ask(`mutation { createUser(email: "${email}", password: "long enough 1") { userErrors { code } } }`)

  it('answers at the gateway', async () => {
    expect(await signUp('ada@example.org')).toEqual({ data: { createUser: { userErrors: [] } } })
  })

  it('lets a subgraph into the database by its own role alone', async () => {
    const pool = createPool(services.databaseUrl, { max: 1 })
    const { rows } = await pool.query<{ usename: string }>(
      `SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name = 'lyceum' AND pid <> pg_backend_pid()`,
    )
    await pool.end()
    expect(rows).toEqual([{ usename: 'lyceum_users' }])
  })

  it('makes an administrator from the shell', async () => {
    await signUp('root@example.org')
    expect(await services.grantAdministrator('root@example.org')).toBe(true)
    expect(await services.grantAdministrator('nobody@example.org')).toBe(false)
  })

  /** The program of a service with arguments, told what its running processes are told. */
  async function runProgram(service: 'users' | 'courses', ...args: readonly string[]) {
    const secrets = await readOrCreateSecrets(dataFolder)
    const password = (subgraph: string): string => deriveSecret(secrets, `database/${subgraph}`)
    const [url = ''] = services.addresses.users
    // The port is taken: who serves fails.
    const instance = { service, index: 0, url, port: Number(new URL(url).port) }
    const variables = variablesOf(instance, {
      instances: [{ ...instance, service: 'users' }],
      secrets,
      databaseUrls: await deployRoles({ url: services.databaseUrl, password }),
      redisUrl: services.redisUrl,
      storage: {},
      dataFolder,
      publicUrl: services.url,
      logLevel: 'info',
    })
    const options = {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: { ...inheritedVariables(), ...variables },
    }
    return await new Promise<{ code: unknown; output: string; complaint: string }>((resolve) => {
      const argv = ['--import', 'tsx', programOf(service), ...args]
      execFile(process.execPath, argv, options, (error, output, complaint) =>
        resolve({ code: error?.code ?? 0, output, complaint }),
      )
    })
  }

  it('has programs that take a command instead of serving', async () => {
    await signUp('grace@example.org')
    const [granted, replayed, unknown] = await Promise.all([
      runProgram('users', 'grant-administrator', 'grace@example.org'),
      runProgram('courses', 'replay-dead-letters'),
      runProgram('users', 'replay-dead-letters'),
    ])
    const told = expect.stringContaining('grace@example.org is an administrator')
    expect(granted).toEqual({ code: 0, output: told, complaint: '' })
    expect(replayed).toEqual({ code: 0, output: 'courses: 0 replayed, 0 failed again\n', complaint: '' })
    const usage = expect.stringContaining('users/src/main.ts grant-administrator EMAIL')
    expect(unknown).toEqual({ code: 1, output: '', complaint: usage })
  }, 120_000)

  it('goes on when one of two processes dies, and starts it again', async () => {
    await services.kill('users', 1)
    await services.whenHealthy('users', 1)
    expect(lines).toContain('users 1 was ended by SIGKILL; it is started again')
    expect(await signUp('eve@example.org')).toEqual({ data: { createUser: { userErrors: [] } } })
  }, 60_000)

  it('keeps a process down that was stopped, until it is started', async () => {
    const [, address = ''] = services.addresses.users
    await services.stopInstance('users', 1)
    await expect(fetch(`${address}/health`)).rejects.toThrow('fetch failed')
    await services.startInstance('users', 1)
    expect((await fetch(`${address}/health`)).status).toBe(200)
  }, 60_000)
})
