import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from '../src/index.ts'

const OWNER = fileURLToPath(new URL('server-owner.ts', import.meta.url))

async function createFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-embedded-'))
  return {
    dataFolder: join(folder, 'data'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Another process that owns the server. */
async function spawnOwner(dataFolder: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', OWNER, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line]: unknown[] = await once(child.stdout, 'data')
  const kill = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { url: String(line).trim(), kill }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('startEmbeddedPostgres', () => {
  it('keeps what was committed when its process is killed and the server is left behind', async () => {
    await using folder = await createFolder()
    const owner = await spawnOwner(folder.dataFolder)
    await query(owner.url, 'CREATE TABLE note (text text); INSERT INTO note VALUES ($$kept$$)')
    await owner.kill()

    const startedAt = Date.now()
    const postgres = await startEmbeddedPostgres({ ...folder, persistent: true })

    expect(await query(postgres.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
    expect(Date.now() - startedAt).toBeLessThan(20_000)
    await postgres.stop()
  })

  it('refuses a folder that another living process uses', async () => {
    await using folder = await createFolder()
    const owner = await spawnOwner(folder.dataFolder)

    await expect(startEmbeddedPostgres({ ...folder, persistent: true })).rejects.toThrow(
      'Another process already runs',
    )

    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await owner.kill()
    await (await startEmbeddedPostgres({ ...folder, persistent: true })).stop()
  })

  it('starts over a stale pid file whose pid belongs to another program', async () => {
    await using folder = await createFolder()
    await (await startEmbeddedPostgres({ ...folder, persistent: true })).stop()
    await writeFile(
      join(folder.dataFolder, 'postmaster.pid'),
      `${process.pid}\n${folder.dataFolder}\n1\n5432\n\n\n\nready\n`,
    )

    const postgres = await startEmbeddedPostgres({ ...folder, persistent: true })

    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await postgres.stop()
  })

  it('listens on the loopback address only, with its settings and a private password', async () => {
    await using folder = await createFolder()
    const settings = { max_connections: '37', shared_preload_libraries: 'pg_stat_statements' }
    const postgres = await startEmbeddedPostgres({ ...folder, persistent: false, settings })

    const [row] = await query(
      postgres.url,
      `SELECT current_setting('listen_addresses') AS addresses, current_setting('max_connections') AS connections,
              current_setting('shared_preload_libraries') AS libraries`,
    )
    expect(row).toEqual({ addresses: '127.0.0.1', connections: '37', libraries: 'pg_stat_statements' })
    const password = await readFile(`${folder.dataFolder}.password`, 'utf8')
    expect((await stat(`${folder.dataFolder}.password`)).mode & 0o777).toBe(0o600)
    await expect(query(postgres.url.replace(password, 'wrong'), 'SELECT 1')).rejects.toThrow('password')
    await postgres.stop()
    await expect(stat(folder.dataFolder)).rejects.toThrow('ENOENT')
  })
})
