import {
  createHttpApp,
  listen,
  openBroker,
  openStorage,
  registerHealthRoute,
  runProcess,
} from '@lyceum/service'

import { readEnvironment } from './environment.ts'
import { createTranscoder } from './transcoder.ts'

await runProcess({
  name: 'transcoder',
  readEnvironment: () => readEnvironment(process.env),
  async start(environment, resources) {
    const { logger, closers } = resources
    const { redisUrl, workFolder } = environment
    const broker = await openBroker({ kind: 'redis', url: redisUrl }, resources)
    const { storage } = await openStorage(environment.storage)
    const transcoder = createTranscoder({ broker, storage, logger, workFolder })
    closers.add(() => transcoder.stop())
    await transcoder.start()
    const app = createHttpApp({ logger })
    registerHealthRoute(app, { service: 'transcoder', dependencies: { queue: () => broker.ping() } })
    const { stop } = await listen(app, environment.listen)
    closers.add(stop)
  },
})
