import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startPlatform } from '@lyceum/all-in-one'
import type { PlatformOptions } from '@lyceum/all-in-one'
import { pino } from 'pino'

import { createRegistry } from './people.ts'
import type { Registry } from './people.ts'

/** The whole platform in this process, on data of its own. */
export interface TestPlatform extends Registry, AsyncDisposable {
  /** The public address. */
  readonly url: string
  readonly dataFolder: string
  /** Stops it and leaves its data. */
  stop(): Promise<void>
}

export type TestPlatformOptions = Pick<PlatformOptions, 'allowedOrigins' | 'isPlaygroundEnabled'> & {
  /** @default a new one, removed when the platform is disposed of */
  readonly dataFolder?: string
}

/** Starts the platform as a person would, on a free port; only passwords are hashed more cheaply. */
export async function startTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const { dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-e2e-')), ...more } = options
  const removeData = async (): Promise<void> => {
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true })
  }
  try {
    const platform = await startPlatform({
      ...more,
      dataFolder,
      port: 0,
      passwordCost: 4,
      logger: pino({ level: 'silent' }),
    })
    return {
      ...createRegistry(platform),
      url: platform.url,
      dataFolder,
      stop: () => platform.stop(),
      async [Symbol.asyncDispose]() {
        await platform.stop()
        await removeData()
      },
    }
  } catch (error) {
    await removeData()
    throw error
  }
}
