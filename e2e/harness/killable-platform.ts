import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { eventually } from '@lyceum/testkit'

import { openDatabase } from './open-database.ts'
import type { Registry } from './people.ts'
import { spawnPlatform } from './spawn-platform.ts'
import { startTestPlatform } from './test-platform.ts'

/** Another process takes over what a killed one left within twenty seconds. */
export const takeover = { withinMilliseconds: 60_000, everyMilliseconds: 100 } as const

/** A platform in a process of its own, which can be killed and started again on the same data. */
export interface KillablePlatform extends AsyncDisposable {
  readonly dataFolder: string
  /** The address of the process that runs now. */
  readonly url: string
  /** `kill -9`, and a new process on what is left. `between` finds its PostgreSQL alone. */
  killAndRestart(between?: () => Promise<void>): Promise<void>
  /** Waits until every event has reached all its consumers. Their inboxes refuse an event a second time. */
  waitUntilDelivered(): Promise<void>
}

/** @param invite makes people before the process starts; they stay signed in over every restart */
export async function startKillablePlatform(
  invite: (registry: Registry) => Promise<void>,
): Promise<KillablePlatform> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-kill-'))
  const school = await startTestPlatform({ dataFolder })
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
    async waitUntilDelivered() {
      await using database = await openDatabase(dataFolder)
      await eventually(() => database.expectDelivered(), takeover)
    },
    async [Symbol.asyncDispose]() {
      await running.kill('SIGTERM')
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
