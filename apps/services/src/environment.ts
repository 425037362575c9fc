import { resolve } from 'node:path'

import { logLevelSection, readSections, redisUrlSection, variable } from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'
import { z } from 'zod'

import type { Variables } from './variables-of.ts'

/** What the launcher is told; every value has a default that works. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    /** Where database, queue, files and secrets live. */
    dataFolder: variable(
      'LYCEUM_DATA',
      z
        .string()
        .default('.lyceum/services')
        .transform((path) => resolve(path)),
    ),
    /** A database of one's own, by its owner's address. */
    databaseUrl: variable('DATABASE_URL', z.url().optional()),
    redisUrl: variable('REDIS_URL', z.url().optional()),
    logLevel: logLevelSection,
  })
}

/** What a deployment stands on. @throws {Error} naming every variable that is wrong */
export function readDeploymentAddresses(source: EnvironmentSource) {
  return readSections(source, {
    databaseUrl: variable('DATABASE_URL', z.url({ protocol: /^postgres(?:ql)?$/ })),
    redisUrl: redisUrlSection,
  })
}

/** What every program on this machine is told, and nothing that another's environment would change in ours. */
const inherited =
  /^(PATH|HOME|USER|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|XDG_.*|SystemRoot|NODE_COMPILE_CACHE|NODE_EXTRA_CA_CERTS|OTEL_.*)$/

/** The variables that processes inherit. */
export function inheritedVariables(): Variables {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => inherited.test(entry[0]) && entry[1] !== undefined,
    ),
  )
}
