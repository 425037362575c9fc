import { inject } from 'vitest'

import { createRegistry } from './people.ts'
import type { Registry } from './people.ts'
import { connectControl } from './shared-services.ts'
import type { SharedServices } from './shared-services.ts'
import { addressesOf } from './topology.ts'

/** The whole platform, in the topology of the run. A spec finds its own people and courses in it, perhaps among others. */
export interface TestPlatform extends Registry, AsyncDisposable {
  /** The public address; of several gateways the first. */
  readonly url: string
  /** The public address of every gateway. */
  readonly urls: readonly [string, ...string[]]
  readonly dataFolder: string
  /** Stops what is this spec's alone, and leaves its data. */
  stop(): Promise<void>
}

/** One of the spec's own in this process, or the one that all specs of the run share. */
export async function startTestPlatform(): Promise<TestPlatform> {
  const services = inject('services')
  if (services !== undefined) return joinServices(services)
  // Whoever runs services in processes of their own needs none of them here.
  const { startOneProcess } = await import('./one-process.ts')
  return startOneProcess()
}

function joinServices(services: SharedServices): TestPlatform {
  const urls = addressesOf(services.urls)
  const { grantAdministrator } = connectControl(services)
  return {
    ...createRegistry({ urls, grantAdministrator }),
    url: urls[0],
    urls,
    dataFolder: services.dataFolder,
    stop: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
