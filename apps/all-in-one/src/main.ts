import { mkdir } from 'node:fs/promises'

import { stopOnSignal } from '@lyceum/service'
import { findFfmpeg } from '@lyceum/transcoder'
import { pino } from 'pino'

import { describeDemoAccounts } from './demo/demo-accounts.ts'
import { fillOnFirstStart } from './demo/fill-on-first-start.ts'
import { readEnvironment } from './environment.ts'
import type { AllInOneEnvironment } from './environment.ts'
import { startPlatform } from './platform.ts'
import { createStepPrinter } from './step-printer.ts'

const usage = `npm start              start the platform; the first start fills it with the demo course
npm start -- --empty   start it without demo data`

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`)
  process.exitCode = 1
}

async function main(options: readonly string[]): Promise<void> {
  const unknown = options.filter((option) => option !== '--empty')
  if (unknown.length > 0) throw new Error(`Unknown option ${unknown.join(' ')}\n\n${usage}`)
  const environment = readEnvironment(process.env)
  const steps = createStepPrinter((line) => process.stdout.write(line))
  await mkdir(environment.dataFolder, { recursive: true })
  const starting = startPlatform({
    ...environment,
    allowedOrigins: environment.allowedOrigins,
    logger: pino({ level: environment.logLevel }),
    onStep: steps.begin,
  })
  const signals = stopOnSignal(starting, explain)
  const platform = await starting
  if (signals.areHeeded()) return
  const { isAvailable, advice } = await findFfmpeg()
  try {
    const hasDemo = await fillOnFirstStart(platform, {
      dataFolder: environment.dataFolder,
      isWanted: !options.includes('--empty'),
      canTranscode: isAvailable,
      onStep: steps.begin,
    })
    steps.end()
    if (!isAvailable)
      process.stdout.write(`\nUploads wait until ffmpeg is there: ${advice ?? 'install it'}\n`)
    process.stdout.write(welcome(platform.url, environment, hasDemo))
  } catch (error) {
    // What a stop cuts short is no failure, and goes on with the next start.
    if (signals.areHeeded()) return
    await platform.stop()
    throw error
  }
}

function welcome(
  url: string,
  { isPlaygroundEnabled, dataFolder }: AllInOneEnvironment,
  hasDemo: boolean,
): string {
  return [
    '',
    `Lyceum runs at ${url}`,
    ...(isPlaygroundEnabled ? [`  Playground     ${url}/`] : []),
    `  GraphQL        ${url}/graphql   (HTTP and WebSocket)`,
    `  Health         ${url}/health`,
    `  Data           ${dataFolder}`,
    ...(hasDemo
      ? ['  Demo accounts', ...describeDemoAccounts()]
      : ['  The first administrator: register, then npm run admin -- EMAIL']),
    '',
    'Stop it with Ctrl+C.',
    '',
  ].join('\n')
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
