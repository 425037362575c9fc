import {
  listenSection,
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

const flag = z.enum(['0', '1']).transform((value) => value === '1')

const splitList = (list: string): string[] =>
  list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

/** Browsers send origins in exactly this form, and a subgraph's address has no path of its own. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

const origins = z
  .string()
  .transform(splitList)
  .pipe(z.array(z.string().refine(isOrigin, 'Not an origin such as https://app.example.org')))

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
    allowedOrigins: variable('ALLOWED_ORIGINS', origins.default([])),
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
    origins.refine(({ length }) => length > 0, 'No origin').default([new URL(url).origin]),
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
