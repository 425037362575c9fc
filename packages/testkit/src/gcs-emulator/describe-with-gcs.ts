import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { findProgram } from '../program.ts'
import { startGcsEmulator, type GcsEmulator } from './index.ts'
import type { SignatureKey } from './signed-request.ts'

/** How a suite finds its emulator, and what it registers with it. */
export interface GcsSuiteOptions {
  /** The command of fake-gcs-server. */
  readonly command: string
  /** Whether it is a failure, not a reason to skip, when the command is not there. */
  readonly isRequired: boolean
  readonly signatureKey?: SignatureKey
  /** @param apiEndpoint - known once the tests run */
  register(apiEndpoint: () => string): void
}

/** Registers tests that share one emulator, started before the first. Without fake-gcs-server they are skipped by name. */
export async function describeWithGcsEmulator(options: GcsSuiteOptions): Promise<void> {
  const { isRequired, signatureKey, register } = options
  const command = await findProgram(options.command, '-help')
  if (command === null && isRequired) {
    it('finds fake-gcs-server on the PATH', () =>
      expect.fail('go install github.com/fsouza/fake-gcs-server@v1.56.1'))
  }
  describe.skipIf(command === null)('with fake-gcs-server', () => {
    const running: GcsEmulator[] = []
    beforeAll(async () => {
      running.push(await startGcsEmulator({ command: command ?? '', ...(signatureKey && { signatureKey }) }))
    })
    afterAll(async () => {
      for (const emulator of running) await emulator[Symbol.asyncDispose]()
    })
    register(() => running[0]?.apiEndpoint ?? '')
  })
}
