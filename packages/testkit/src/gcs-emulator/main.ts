import { runProcess } from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { startGcsEmulator } from './index.ts'

// Without a key that is registered any signature of the right form is taken: this stands in for buckets on one's own machine.
await runProcess({
  name: 'gcs-emulator',
  readEnvironment: () => readEnvironment(process.env),
  async start({ buckets, listen, publicUrl, server }, { closers, logger }) {
    const emulator = await startGcsEmulator({ ...listen, buckets, publicUrl, server })
    closers.add(async () => emulator[Symbol.asyncDispose]())
    logger.info({ url: emulator.apiEndpoint }, 'listening')
  },
})
