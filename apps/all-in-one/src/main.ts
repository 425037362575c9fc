import { mkdir } from 'node:fs/promises'

import { stopOnSignal } from '@lyceum/service'
import { activeTrace, startTelemetry } from '@lyceum/telemetry'
import type { Telemetry } from '@lyceum/telemetry'
import { findFfmpeg } from '@lyceum/transcoder'
import { pino } from 'pino'

import { describeDemoAccounts } from './demo/demo-accounts.ts'
import { fillOnFirstStart } from './demo/fill-on-first-start.ts'
import { readEnvironment } from './environment.ts'
import type { AllInOneEnvironment } from './environment.ts'
import { startPlatform } from './platform.ts'
import type { Platform } from './platform.ts'
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
  // First, because instruments that are made before it record nothing; stopped last, so that it hears of the stop.
  const telemetry = await startTelemetry({ service: 'lyceum', ...environment.telemetry })
  const starting = startPlatform({
    ...environment,
    logger: pino({ level: environment.logLevel, mixin: activeTrace }),
    onStep: steps.begin,
  }).then(
    (platform) => stopTogether(platform, telemetry),
    async (error: unknown) => {
      await telemetry.stop()
      throw error
    },
  )
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
    process.stdout.write(welcome({ platform, telemetry, environment, hasDemo }))
  } catch (error) {
    // What a stop cuts short is no failure, and goes on with the next start.
    if (signals.areHeeded()) return
    await platform.stop()
    throw error
  }
}

function stopTogether(platform: Platform, telemetry: Telemetry): Platform {
  return {
    ...platform,
    async stop() {
      try {
        await platform.stop()
      } finally {
        await telemetry.stop()
      }
    },
  }
}

interface Running {
  readonly platform: Platform
  readonly telemetry: Telemetry
  readonly environment: AllInOneEnvironment
  readonly hasDemo: boolean
}

function welcome({ platform, telemetry, environment, hasDemo }: Running): string {
  const { url } = platform
  const { isPlaygroundEnabled, dataFolder } = environment
  return [
    '',
    `Lyceum runs at ${url}`,
    ...(isPlaygroundEnabled ? [`  Playground     ${url}/`] : []),
    `  GraphQL        ${url}/graphql   (HTTP and WebSocket)`,
    `  Health         ${url}/health`,
    ...(telemetry.metricsUrl === null ? [] : [`  Metrics        ${telemetry.metricsUrl}`]),
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
