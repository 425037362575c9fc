import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readTestEnvironment } from '../environment.ts'
import { startGcsEmulator, type GcsEmulator } from './index.ts'
import type { SignatureKey } from './signed-request.ts'

/** What a suite registers with its emulator. */
export interface GcsSuiteOptions {
  readonly signatureKey?: SignatureKey
  /** @param apiEndpoint - known once the tests run */
  register(apiEndpoint: () => string): void
}

/** Registers tests that share one emulator, started before the first. Without fake-gcs-server they are skipped by name. */
export function describeWithGcsEmulator({ register, ...options }: GcsSuiteOptions): void {
  const { fakeGcsServer: command, isContinuousIntegration } = readTestEnvironment()
  if (command === null && isContinuousIntegration) {
    it('finds fake-gcs-server on the PATH', () =>
      expect.fail('go install github.com/fsouza/fake-gcs-server@v1.56.1'))
  }
  describe.skipIf(command === null)('with fake-gcs-server', () => {
    const running: GcsEmulator[] = []
    beforeAll(async () => {
      running.push(await startGcsEmulator({ ...options, server: { command: command ?? '' } }))
    })
    afterAll(async () => {
      for (const emulator of running) await emulator[Symbol.asyncDispose]()
    })
    register(() => running[0]?.apiEndpoint ?? '')
  })
}
