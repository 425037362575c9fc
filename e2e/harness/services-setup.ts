import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createClosers } from '@lyceum/service'
import type { Services } from '@lyceum/services'
import { startRedisServer } from '@lyceum/services/redis-server'
import { startThrowawayPostgres } from '@lyceum/testkit/throwaway-postgres'
import type { TestProject } from 'vitest/node'

import { allowedOrigin } from './allowed-origin.ts'
import { serveControl } from './shared-services.ts'
import { startSeveralServices } from './topology.ts'

/**
 * One platform for the whole run, every service in processes of its own: it takes a while to start and specs find their own
 * people and courses in it. What the processes say of errors goes to the terminal.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-services-'))
  const closers = createClosers()
  let endedCount = 0
  closers.add(() => rm(dataFolder, { recursive: true, force: true }))
  try {
    const [postgres, redis] = await Promise.all([startPostgres(dataFolder), startRedis(dataFolder)])
    closers.add(() => postgres.stop())
    closers.add(() => redis.stop())
    const services = await startSeveralServices({
      dataFolder,
      databaseUrl: postgres.url,
      redisUrl: redis.url,
      variables: ({ service }) => ownVariables[service] ?? {},
      onLine({ service, index }, line) {
        if (line.endsWith('it is started again')) endedCount += 1
        process.stderr.write(`${service} ${index}: ${line}\n`)
      },
    })
    closers.add(() => services.stop())
    const control = await serveControl({
      ...services,
      countEnded: () => Promise.resolve(endedCount),
      restartRedis: () => redis.restart(),
    })
    closers.add(() => Promise.resolve(control.stop()))
    const { addresses, databaseUrl, redisUrl, urls } = services
    project.provide('services', {
      ...{ addresses, databaseUrl, redisUrl, urls, dataFolder },
      controlUrl: control.url,
    })
    return () => closers.closeAll()
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

const ownVariables: Readonly<Partial<Record<keyof Services['addresses'], Record<string, string>>>> = {
  users: { PASSWORD_COST: '4' },
  gateway: { ALLOWED_ORIGINS: allowedOrigin },
}

/** Where an embedded one would be, so that specs find it; it counts the statements that it is sent. */
function startPostgres(dataFolder: string) {
  return startThrowawayPostgres({
    dataFolder: join(dataFolder, 'postgres'),
    settings: { shared_preload_libraries: 'pg_stat_statements' },
  })
}

/** A Redis that comes back at the same address. */
async function startRedis(dataFolder: string) {
  const options = { dataFolder: join(dataFolder, 'redis'), password: 'of-a-test' }
  let running = await startRedisServer(options)
  const { url } = running
  return {
    url,
    async restart() {
      await running.stop()
      running = await startRedisServer({ ...options, port: Number(new URL(url).port) })
    },
    stop: () => running.stop(),
  }
}
