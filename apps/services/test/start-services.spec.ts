import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createPool } from '@lyceum/prisma'
import { hasRedisServer } from '@lyceum/testkit/redis-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startServices } from '../src/start-services.ts'
import type { Services } from '../src/start-services.ts'

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
