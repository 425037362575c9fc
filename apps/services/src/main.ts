import { parseArgs } from 'node:util'

import { createStepPrinter, describeDemoAccounts, fillOnFirstStart } from '@lyceum/all-in-one/demo'
import { stopOnSignal } from '@lyceum/service'
import { findFfmpeg } from '@lyceum/transcoder'

import { chooseEmulator } from './choose-emulator.ts'
import type { StorageKind } from './choose-emulator.ts'
import { readEnvironment } from './environment.ts'
import { prefixLine } from './prefix-line.ts'
import { readInstanceCounts } from './read-instance-counts.ts'
import { startServices } from './start-services.ts'
import type { Services } from './start-services.ts'

const usage = `npm run start:services -- [options]   start the platform, each service in processes of its own

  --instances SERVICE=N   so many processes of a service; may be given several times
  --ports free            every process on a free port; otherwise the first ones on 4000 to 4010
  --storage gcs           uploads and media in fake-gcs-server; filesystem: without it. By default as the data folder began,
                          a new one with fake-gcs-server where it is installed
  --empty                 without demo data

LYCEUM_DATA, DATABASE_URL, REDIS_URL and LOG_LEVEL are read from the environment.`

try {
  await main()
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) {
    process.stdout.write(`${usage}\n`)
    return
  }
  const environment = readEnvironment(process.env)
  const isColoured = process.stdout.isTTY
  const steps = createStepPrinter((text) => process.stdout.write(text))
  const starting = startServices({
    ...environment,
    instances: readInstanceCounts(options.instances),
    ports: options.ports === 'free' ? 'free' : 'well-known',
    gcsEmulator: chooseEmulator({
      dataFolder: environment.dataFolder,
      wanted: options.storage,
      source: process.env,
    }),
    onLine: (instance, line) => process.stdout.write(prefixLine(instance, line, isColoured)),
    onStep: steps.begin,
  })
  const signals = stopOnSignal(starting, explain)
  const services = await starting
  if (signals.areHeeded()) return
  const { isAvailable } = await findFfmpeg()
  try {
    const hasDemo = await fillOnFirstStart(services, {
      dataFolder: environment.dataFolder,
      isWanted: !options.empty,
      canTranscode: isAvailable,
      onStep: steps.begin,
    })
    steps.end()
    process.stdout.write(welcome(services, hasDemo))
  } catch (error) {
    // What a stop cuts short is no failure, and goes on with the next start.
    if (signals.areHeeded()) return
    await services.stop()
    throw error
  }
}

function readOptions() {
  const options = {
    instances: { type: 'string', multiple: true, default: [] as string[] },
    ports: { type: 'string', default: 'well-known' },
    storage: { type: 'string' },
    empty: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const
  try {
    const { values } = parseArgs({ options })
    if (!['free', 'well-known'].includes(values.ports)) throw new Error('--ports is free or well-known')
    return { ...values, storage: readStorage(values.storage) }
  } catch (cause) {
    throw new Error(`${explain(cause)}\n\n${usage}`, { cause })
  }
}

function readStorage(text: string | undefined): StorageKind | undefined {
  if (text === undefined || text === 'gcs' || text === 'filesystem') return text
  throw new Error('--storage is gcs or filesystem')
}

function welcome({ addresses, urls }: Services, hasDemo: boolean): string {
  const processes = Object.entries(addresses).map(([name, own]) => `    ${name.padEnd(14)} ${own.join(' ')}`)
  return [
    '',
    `Lyceum runs at ${urls.join(' and ')}`,
    '  Processes',
    ...processes,
    ...(hasDemo
      ? ['  Demo accounts', ...describeDemoAccounts()]
      : ['  The first administrator: register, then npm run admin:services -- EMAIL']),
    '',
    'Stop it with Ctrl+C.',
    '',
  ].join('\n')
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
