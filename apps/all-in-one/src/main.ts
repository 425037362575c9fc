import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { findFfmpeg } from '@lyceum/transcoder'
import { pino } from 'pino'

import { demoAccounts } from './demo/demo-accounts.ts'
import { importDemo } from './demo/import-demo.ts'
import type { DemoOptions } from './demo/import-demo.ts'
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
  const starting = startPlatform({
    ...environment,
    allowedOrigins: environment.allowedOrigins,
    logger: pino({ level: environment.logLevel }),
    onStep: steps.begin,
  })
  const signals = stopOnSignal(starting)
  const platform = await starting
  if (signals.areHeeded()) return
  const { isAvailable, advice } = await findFfmpeg()
  try {
    const hasDemo = await fillOnFirstStart(platform, environment, {
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

/** Imports the demo data once: a mark in the data folder says that it was done, or that it was not wanted. */
async function fillOnFirstStart(
  platform: Platform,
  { dataFolder }: AllInOneEnvironment,
  { isWanted, ...demo }: DemoOptions & { readonly isWanted: boolean },
): Promise<boolean> {
  const [filled, empty] = [join(dataFolder, 'demo-data'), join(dataFolder, 'no-demo-data')]
  if (existsSync(filled)) return true
  if (existsSync(empty)) return false
  if (isWanted) await importDemo(platform, demo)
  await writeFile(isWanted ? filled : empty, `${new Date().toISOString()}\n`)
  return isWanted
}

function welcome(
  url: string,
  { isPlaygroundEnabled, dataFolder }: AllInOneEnvironment,
  hasDemo: boolean,
): string {
  const accounts = Object.values(demoAccounts).map(
    ({ username, password, displayName }) =>
      `    ${username.padEnd(12)} ${password.padEnd(20)} ${displayName}`,
  )
  return [
    '',
    `Lyceum runs at ${url}`,
    ...(isPlaygroundEnabled ? [`  Playground     ${url}/`] : []),
    `  GraphQL        ${url}/graphql   (HTTP and WebSocket)`,
    `  Health         ${url}/health`,
    `  Data           ${dataFolder}`,
    ...(hasDemo
      ? ['  Demo accounts', ...accounts]
      : ['  The first administrator: register, then npm run admin -- EMAIL']),
    '',
    'Stop it with Ctrl+C.',
    '',
  ].join('\n')
}

/** Heeds signals from the beginning: PostgreSQL would outlive a process that ends while it starts. */
function stopOnSignal(starting: Promise<Platform>): { areHeeded(): boolean } {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    process.stdout.write('\nStopping …\n')
    starting
      .then((platform) => platform.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${explain(error)}\n`)
          process.exit(1)
        },
      )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Whoever started this process is gone: nobody could stop it any more.
  process.on('disconnect', stop)
  return { areHeeded: () => isStopping }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken. Choose another one: PORT=4001 npm start'
  }
  return error.message
}
