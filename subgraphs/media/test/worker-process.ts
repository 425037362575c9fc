import { createBroker } from '@lyceum/events'
import { createFilesystemStorage } from '@lyceum/ports/storage/filesystem'
import { createTranscoder } from '@lyceum/transcoder'
import { pino } from 'pino'

/** A worker in a process of its own, so that it can be killed: database, files and work folder are its arguments. */
const [connectionString = '', root = '', workFolder = ''] = process.argv.slice(2)
const logger = pino({ level: 'silent' })
const broker = await createBroker({ kind: 'postgres', connectionString, schema: 'bullmq' }, { logger })
const storage = await createFilesystemStorage({
  root,
  secret: 'upload secret of tests, 32 characters or more',
  uploadsUrl: () => 'http://127.0.0.1',
})
const transcoder = createTranscoder({
  broker,
  storage,
  logger,
  workFolder,
  preset: 'superfast',
  timing: { heartbeatMilliseconds: 100, statusMilliseconds: 500 },
})
await transcoder.start()
process.stdout.write('ready\n')
