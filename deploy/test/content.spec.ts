import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { eventually } from '@lyceum/testkit/eventually'
import { findFreePort } from '@lyceum/testkit/program'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readOrCreateSecrets } from '../../apps/all-in-one/src/secrets.ts'
import { deploymentSecrets } from '../../apps/services/src/secrets/deployment-secrets.ts'
import { fromRoot } from '../../scripts/root.ts'
import { inheritedVariables } from './environment.ts'

const execute = promisify(execFile)

/** As in a container: not the owner of what is run, where this process may be somebody else. Nobody, by number. */
const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

describe("the image's content", () => {
  let folder: string
  let content: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lyceum-content-'))
    await chmod(folder, 0o755)
    content = join(folder, 'app')
    await execute('sh', [fromRoot('scripts/image/build-content.sh'), content], {
      cwd: folder,
      env: { ...inheritedVariables(), PNPM_INSTALL_FLAGS: '--prefer-offline' },
    })
  }, 400_000)
  afterAll(() => rm(folder, { recursive: true }))

  function run(program: readonly string[], variables: Record<string, string>) {
    const child = spawn(process.execPath, program, {
      cwd: content,
      env: { ...inheritedVariables(), ...variables },
      ...somebody,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
    return { child, ended: once(child, 'exit'), output: () => output }
  }

  it('starts the gateway, which is well, shows its playground, and stops in order', async () => {
    const port = String(await findFreePort())
    const { gateway } = deploymentSecrets(await readOrCreateSecrets(folder), {
      databaseUrl: 'postgresql://owner@localhost/lyceum',
      redisUrl: 'redis://localhost',
    })
    const { REDIS_URL: _redis, ...proofs } = gateway ?? {}
    const { child, ended, output } = run(['--import', 'tsx', 'gateway/src/main.ts'], {
      ...proofs,
      HOST: '127.0.0.1',
      PORT: port,
      JWKS_URL: 'http://localhost:4001/users/.well-known/jwks.json',
      PLAYGROUND_ENABLED: '1',
    })
    try {
      await eventually(() => checkHealth(port), { withinMilliseconds: 90_000, everyMilliseconds: 500 })
      const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } })
      expect(page.status).toBe(200)
      const [, script = ''] = /src="([^"]+\.js)"/.exec(await page.text()) ?? []
      expect((await fetch(new URL(script, page.url))).status).toBe(200)
    } catch (error) {
      throw new Error(output(), { cause: error })
    } finally {
      child.kill('SIGTERM')
    }
    expect(await ended).toEqual([0, null])
  }, 120_000)

  it('says in one line what a service lacks, and ends', async () => {
    const { ended, output } = run(['--import', 'tsx', 'subgraphs/certificates/src/main.ts'], {})
    expect(await ended).toEqual([1, null])
    for (const name of ['REDIS_URL', 'JWKS_URL', 'GATEWAY_SECRET', 'CERTIFICATE_SIGNING_KEYS']) {
      expect(output()).toContain(name)
    }
  }, 60_000)

  it('has the command for the database', async () => {
    const { ended, output } = run(['--import', 'tsx', 'prisma/src/main.ts'], {})
    await ended
    expect(output()).toContain('apply pending migrations')
  }, 60_000)

  it('has the commands of administrators', async () => {
    const usageOf = async (subgraph: string): Promise<string> => {
      const { ended, output } = run(['--import', 'tsx', `subgraphs/${subgraph}/src/main.ts`, 'help'], {})
      await ended
      return output()
    }
    const [users, payments] = await Promise.all([usageOf('users'), usageOf('payments')])
    expect(users).toContain('subgraphs/users/src/main.ts grant-administrator EMAIL')
    for (const command of ['reconcile', 'replay-dead-letters'])
      expect(payments).toContain(`subgraphs/payments/src/main.ts ${command}`)
  }, 60_000)

  it('has neither tests nor the tools of development', async () => {
    const installed = await readdir(join(content, 'node_modules/.pnpm'))
    for (const tool of ['vitest@', 'oxlint@', 'prettier@', 'monaco-editor@', '@graphql-codegen+cli@']) {
      expect(installed.filter((name) => name.startsWith(tool))).toEqual([])
    }
    expect(existsSync(join(content, 'subgraphs/users/src/main.ts'))).toBe(true)
    expect(existsSync(join(content, 'subgraphs/users/test'))).toBe(false)
  })

  async function checkHealth(port: string): Promise<void> {
    await execute(process.execPath, [join(content, 'scripts/image/check-health.mjs')], {
      env: { PORT: port },
    })
  }
})
