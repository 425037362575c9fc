import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startPlatform } from '@lyceum/all-in-one'
import { pino } from 'pino'

import { allowedOrigin } from './allowed-origin.ts'
import { createRegistry } from './people.ts'
import type { TestPlatform } from './test-platform.ts'

export interface OneProcessOptions {
  /** @default a new one, removed when the platform is disposed of */
  readonly dataFolder?: string
}

/** The whole platform in this process, as a person would start it, on a free port; only passwords are hashed more cheaply. */
export async function startOneProcess(options: OneProcessOptions = {}): Promise<TestPlatform> {
  const { dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-e2e-')) } = options
  const removeData = async (): Promise<void> => {
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true })
  }
  try {
    const platform = await startPlatform({
      dataFolder,
      port: 0,
      allowedOrigins: [allowedOrigin],
      passwordCost: 4,
      logger: pino({ level: 'silent' }),
    })
    const { url, grantAdministrator } = platform
    return {
      ...createRegistry({ urls: [url], grantAdministrator }),
      url,
      urls: [url],
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
