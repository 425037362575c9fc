import { readEnvironment } from '../environment.ts'
import { openInstallation } from './open-installation.ts'
import { runAdmin } from './run-admin.ts'

await runAdmin({
  program: 'npm run admin --',
  args: process.argv.slice(2),
  open: (closers) => openInstallation(readEnvironment(process.env), closers),
})
