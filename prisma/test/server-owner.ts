import { startEmbeddedPostgres } from '../src/index.ts'

// A process that starts a server and is killed by the spec.
const [dataFolder = ''] = process.argv.slice(2)
const postgres = await startEmbeddedPostgres({ dataFolder, persistent: true })
process.stdout.write(`${postgres.url}\n`)
setInterval(() => undefined, 60_000)
