import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ServiceName } from '@lyceum/services'
import { eventually } from '@lyceum/testkit'
import { inject } from 'vitest'

import { openDatabase } from './open-database.ts'
import type { Registry } from './people.ts'
import { spawnPlatform } from './spawn-platform.ts'
import { connectControl } from './shared-services.ts'
import type { SharedServices } from './shared-services.ts'
import { takeTurns } from './take-turns.ts'
import { startTestPlatform } from './test-platform.ts'
import { addressesOf } from './topology.ts'

/** Another process takes over what a killed one left within twenty seconds. */
export const takeover = { withinMilliseconds: 120_000, everyMilliseconds: 100 } as const

/** A platform of which processes can be killed and started again on the same data. */
export interface KillablePlatform extends AsyncDisposable {
  readonly dataFolder: string
  /** An address of the platform that runs now; of several gateways one after another. */
  readonly url: string
  /** `kill -9`, and new processes on what is left. `between` finds its PostgreSQL alone. */
  killAndRestart(between?: () => Promise<void>): Promise<void>
  /** Waits until every event has reached all its consumers. Their inboxes refuse an event a second time. */
  waitUntilDelivered(): Promise<void>
}

/**
 * One process in which all of it is killed, or the shared platform of which every process of some services is.
 * @param invite makes people before the process starts; they stay signed in over every restart
 * @param services that are killed where each has processes of its own
 */
export async function startKillablePlatform(
  invite: (registry: Registry) => Promise<void>,
  services: readonly ServiceName[],
): Promise<KillablePlatform> {
  const shared = inject('services')
  if (shared === undefined) return startKillableProcess(invite)
  await invite(await startTestPlatform())
  return killServices(shared, services)
}

function killServices(shared: SharedServices, names: readonly ServiceName[]): KillablePlatform {
  const control = connectControl(shared)
  const nextUrl = takeTurns(addressesOf(shared.urls))
  const processes = names.flatMap((name) => shared.addresses[name].map((_, index) => [name, index] as const))
  return {
    dataFolder: shared.dataFolder,
    get url() {
      return nextUrl()
    },
    async killAndRestart(between) {
      await Promise.all(processes.map((one) => control.kill(...one)))
      // They come back by themselves, which is what is waited for, unless they are to stay away for a while.
      if (between !== undefined) {
        await Promise.all(processes.map((one) => control.stopInstance(...one)))
        await between()
        await Promise.all(processes.map((one) => control.startInstance(...one)))
      }
      await Promise.all(processes.map((one) => control.whenHealthy(...one)))
    },
    waitUntilDelivered: () => waitUntilDelivered(shared.dataFolder),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/**
 * One process in which all of it is killed, also where other specs share a platform.
 * @param invite makes people before the process starts; they stay signed in over every restart
 */
export async function startKillableProcess(
  invite: (registry: Registry) => Promise<void>,
): Promise<KillablePlatform> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-kill-'))
  const { startOneProcess } = await import('./one-process.ts')
  const school = await startOneProcess({ dataFolder })
  try {
    await invite(school)
  } finally {
    await school.stop()
  }
  let running = await spawnPlatform(dataFolder)
  return {
    dataFolder,
    get url() {
      return running.url
    },
    async killAndRestart(between) {
      await running.kill('SIGKILL')
      await between?.()
      running = await spawnPlatform(dataFolder)
    },
    waitUntilDelivered: () => waitUntilDelivered(dataFolder),
    async [Symbol.asyncDispose]() {
      await running.kill('SIGTERM')
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

async function waitUntilDelivered(dataFolder: string): Promise<void> {
  await using database = await openDatabase(dataFolder)
  await eventually(() => database.expectDelivered(), takeover)
}
