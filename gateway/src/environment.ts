import {
  flag,
  listenSection,
  originList,
  processSections,
  readSections,
  remoteKeysSection,
  secretSection,
  variable,
} from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'
import { z } from 'zod'

/** Turns off what Apollo's gateway reports to its maker: this switch is in the environment and nowhere else. */
export function disableApolloTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'
}

/** Where a subgraph is reached, and what the gateway proves itself by there. */
export interface SubgraphAddress {
  readonly name: string
  readonly urls: readonly string[]
  readonly secret: string
}

/** A subgraph as the supergraph names it. */
export interface SubgraphEntry {
  readonly name: string
  /** Its routing url: the address by default. */
  readonly url: string
}

/**
 * What the process of a gateway is told.
 * @throws {Error} naming every variable that is wrong
 */
export function readEnvironment(source: EnvironmentSource, subgraphs: readonly SubgraphEntry[]) {
  return readSections(source, {
    listen: listenSection(4000),
    ...processSections,
    accessTokenKeys: remoteKeysSection,
    redisUrl: variable('REDIS_URL', z.url({ protocol: /^rediss?$/ }).optional()),
    allowedOrigins: variable('ALLOWED_ORIGINS', originList.default([])),
    isPlaygroundEnabled: variable('PLAYGROUND_ENABLED', flag.default(false)),
    isBehindProxy: variable('BEHIND_PROXY', flag.default(false)),
    subgraphs: z.unknown().transform((given, context): readonly SubgraphAddress[] =>
      subgraphs.flatMap((entry) => {
        const address = addressSection(entry).safeParse(given)
        for (const issue of address.error?.issues ?? []) {
          context.issues.push({ code: 'custom', input: given, path: issue.path, message: issue.message })
        }
        return address.success ? [address.data] : []
      }),
    ),
  })
}

function addressSection({ name, url }: SubgraphEntry) {
  const prefix = name.toUpperCase()
  const address = variable(
    `${prefix}_URL`,
    originList.refine(({ length }) => length > 0, 'No origin').default([new URL(url).origin]),
  )
  const secret = secretSection(`${prefix}_GATEWAY_SECRET`)
  return z.unknown().transform((given, context): SubgraphAddress => {
    const [urls, proof] = [address.safeParse(given), secret.safeParse(given)]
    for (const { path, message } of [...(urls.error?.issues ?? []), ...(proof.error?.issues ?? [])]) {
      context.issues.push({ code: 'custom', input: given, path, message })
    }
    return urls.success && proof.success ? { name, urls: urls.data, secret: proof.data } : z.NEVER
  })
}
