import { runAdmin } from '@lyceum/all-in-one/admin'
import { pino } from 'pino'

import { chooseEmulator } from '../choose-emulator.ts'
import { readEnvironment } from '../environment.ts'
import { openInstallation } from '../open-installation.ts'
import { wellKnownPorts } from '../services.ts'
import { findOrStartBackends } from './find-or-start-backends.ts'

await runAdmin({
  program: 'npm run admin:services --',
  args: process.argv.slice(2),
  async open(closers) {
    const environment = readEnvironment(process.env)
    const { dataFolder, logLevel } = environment
    const gcsEmulator = chooseEmulator({ dataFolder, source: process.env })
    const backends = await findOrStartBackends({ ...environment, gcsEmulator }, closers)
    // No command makes a link: where the gateway listens is known to who started it.
    const publicUrl = `http://127.0.0.1:${wellKnownPorts.gateway}`
    const logger = pino({ level: logLevel }, pino.destination(2))
    return await openInstallation({ ...backends, dataFolder, publicUrl, logger }, closers)
  },
})
