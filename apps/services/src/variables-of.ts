import { hkdfSync } from 'node:crypto'
import { join } from 'node:path'

import type { Secrets } from '@lyceum/all-in-one/secrets'

import type { Instance } from './plan-instances.ts'
import { subgraphNames } from './services.ts'
import type { SubgraphName } from './services.ts'

/** Variables of a process by name. */
export type Variables = Readonly<Record<string, string>>

/** What the processes of one topology have in common. */
export interface Topology {
  readonly instances: readonly Instance[]
  readonly secrets: Secrets
  /** By subgraph, with the password of its role. */
  readonly databaseUrls: Readonly<Record<string, string>>
  readonly redisUrl: string
  /** The variables of a storage. */
  readonly storage: Variables
  /** For the folders of workers. */
  readonly dataFolder: string
  readonly publicUrl: string
  readonly logLevel: string
}

/** Two secrets of one name are equal, and none tells anything of another (RFC 5869). */
export function deriveSecret(secrets: Secrets, name: string): string {
  return Buffer.from(hkdfSync('sha256', secrets.processSecret, '', name, 32)).toString('base64url')
}

/** What a process is told: what it needs, and no secret of another's. */
export function variablesOf(instance: Instance, topology: Topology): Variables {
  const { service, port } = instance
  const { databaseUrls, instances, logLevel, redisUrl, secrets } = topology
  const users = instances.find((one) => one.service === 'users')
  const common = {
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: logLevel,
    REDIS_URL: redisUrl,
    JWKS_URL: `${users?.url}/users/.well-known/jwks.json`,
  }
  if (service === 'gateway') return { ...common, PLAYGROUND_ENABLED: '1', ...addressesOf(topology) }
  if (service === 'transcoder') {
    const workFolder = join(topology.dataFolder, 'work', `transcoder-${instance.index}`)
    return { ...common, ...topology.storage, WORK_FOLDER: workFolder }
  }
  return {
    ...common,
    DATABASE_URL: databaseUrls[service] ?? '',
    GATEWAY_SECRET: deriveSecret(secrets, `gateway/${service}`),
    ...ownVariables[service]?.(topology),
  }
}

/** What a subgraph needs besides what all need. */
const ownVariables: { readonly [Name in SubgraphName]?: (topology: Topology) => Variables } = {
  users: ({ secrets }) => ({
    SIGNING_KEYS: JSON.stringify(secrets.signingKeys),
    PASSWORD_PEPPER: secrets.passwordPepper,
    REFRESH_SECRET: secrets.refreshSecret,
  }),
  lectures: ({ secrets }) => ({ PLAYBACK_GRANT_SECRET: secrets.playbackGrantSecret }),
  assessments: ({ secrets }) => ({ PLAYBACK_GRANT_SECRET: secrets.playbackGrantSecret }),
  media: ({ publicUrl, secrets, storage }) => ({
    ...storage,
    PUBLIC_URL: publicUrl,
    PLAYBACK_GRANT_SECRET: secrets.playbackGrantSecret,
  }),
  payments: ({ publicUrl, secrets }) => ({
    PUBLIC_URL: publicUrl,
    PAYMENT_SECRET: secrets.paymentSecret,
  }),
  certificates: ({ publicUrl, secrets, storage }) => ({
    ...storage,
    PUBLIC_URL: publicUrl,
    CERTIFICATE_SIGNING_KEYS: JSON.stringify(secrets.certificateSigningKeys),
  }),
}

function addressesOf({ instances, secrets }: Topology): Variables {
  const addresses = subgraphNames.flatMap((name) => {
    const urls = instances.filter(({ service }) => service === name).map(({ url }) => url)
    const prefix = name.toUpperCase()
    return [
      [`${prefix}_URL`, urls.join(',')],
      [`${prefix}_GATEWAY_SECRET`, deriveSecret(secrets, `gateway/${name}`)],
    ] as const
  })
  return Object.fromEntries(addresses)
}
