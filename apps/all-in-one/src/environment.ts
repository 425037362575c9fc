import { resolve } from 'node:path'

import { flag, originList, processSections, readSections, stripeSection } from '@lyceum/service/environment'
import type { EnvironmentSource, ProcessEnvironment, StripeEnvironment } from '@lyceum/service/environment'
import { z } from 'zod'

/** How the all-in-one host is set up; every value has a default that works. */
export interface AllInOneEnvironment {
  /** Where database, files and secrets live. */
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  /** The address that links are made of; null = the address the host listens on. */
  readonly publicUrl: string | null
  /** Origins of browsers that may call, besides the platform's own. */
  readonly allowedOrigins: readonly string[]
  readonly logLevel: string
  readonly isPlaygroundEnabled: boolean
  /** Whether a reverse proxy of one's own stands in front and says who calls. */
  readonly isBehindProxy: boolean
  /** The account at Stripe that people pay to; null = the sandbox. */
  readonly stripe: StripeEnvironment | null
  /** Where traces go and metrics are read; neither by default. */
  readonly telemetry: ProcessEnvironment['telemetry']
}

const schema = z.object({
  LYCEUM_DATA: z.string().default('.lyceum'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: z
    .url()
    .transform((url) => url.replace(/\/$/, ''))
    .optional(),
  ALLOWED_ORIGINS: originList.default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  PLAYGROUND_ENABLED: flag.default(true),
  BEHIND_PROXY: flag.default(false),
})

/**
 * Reads the environment; an empty value counts as unset.
 * @throws {Error} naming every variable that is wrong
 */
export function readEnvironment(source: EnvironmentSource): AllInOneEnvironment {
  const {
    host: environment,
    stripe,
    telemetry,
  } = readSections(source, { host: schema, stripe: stripeSection, telemetry: processSections.telemetry })
  return Object.freeze({
    dataFolder: resolve(environment.LYCEUM_DATA),
    host: environment.HOST,
    port: environment.PORT,
    publicUrl: environment.PUBLIC_URL ?? null,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    logLevel: environment.LOG_LEVEL,
    isPlaygroundEnabled: environment.PLAYGROUND_ENABLED,
    isBehindProxy: environment.BEHIND_PROXY,
    stripe,
    telemetry,
  })
}
