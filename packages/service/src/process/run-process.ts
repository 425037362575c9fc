import { activeTrace, startTelemetry } from '@lyceum/telemetry'
import { pino } from 'pino'
import type { Logger } from 'pino'

import type { ProcessEnvironment } from '../environment/process-environment.ts'
import { createClosers } from './closers.ts'
import type { ProcessResources } from './open-connections.ts'

export interface ProcessOptions<Environment extends ProcessEnvironment> {
  /** In every line of its log. */
  readonly name: string
  /** Reads the variables of this process; what it throws ends the process with its message. */
  readonly readEnvironment: () => Environment
  /** Brings the process up; what has to go down again is added to `closers`. */
  readonly start: (environment: Environment, resources: ProcessResources) => Promise<void>
  /** How long everything may take to stop. @default 30_000 */
  readonly stopTimeoutMs?: number
}

/** A wrong environment or a start that failed: the same again would fail the same way. */
const startFailed = 1
/** Something broke that nothing caught: whoever watches over the process starts it again. */
const crashed = 70

/**
 * Runs a process until it is told to stop: by SIGINT, by SIGTERM, or by the end of whoever started it with a channel.
 * Ends with 0 when everything was closed in order, with 1 when it could not start, with 70 after an error nobody caught.
 */
export async function runProcess<Environment extends ProcessEnvironment>(
  options: ProcessOptions<Environment>,
): Promise<void> {
  const { name, stopTimeoutMs = 30_000 } = options
  const closers = createClosers()
  let logger: Logger = pino({ base: { service: name } })
  let ending: Promise<void> | undefined

  async function close(code: number): Promise<void> {
    const deadline = setTimeout(() => {
      logger.error('not everything was closed in time')
      process.exit(code === 0 ? crashed : code)
    }, stopTimeoutMs)
    await closers.closeAll().catch((error: unknown) => {
      logger.error({ err: error }, 'not everything could be closed')
    })
    clearTimeout(deadline)
    process.exit(code)
  }

  function end(code: number): void {
    ending ??= starting.then(() => close(code))
  }

  const starting = (async () => {
    const environment = options.readEnvironment()
    logger = pino({ level: environment.logLevel, base: { service: name }, mixin: activeTrace })
    // First, because instruments that are made before it record nothing; closed last, so that it hears of the stop.
    const telemetry = await startTelemetry({ service: name, ...environment.telemetry })
    closers.add(() => telemetry.stop())
    if (telemetry.metricsUrl !== null) logger.info({ url: telemetry.metricsUrl }, 'metrics')
    await options.start(environment, { logger, closers })
    logger.info('started')
  })().catch((error: unknown) => {
    logger.fatal({ err: error }, error instanceof Error ? error.message : 'could not start')
    ending ??= close(startFailed)
  })

  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => end(0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, 'an error that nobody caught')
      end(crashed)
    })
  }
  await starting
}
