import type { Secrets } from '@lyceum/all-in-one/secrets'
import { addressOfRole } from '@lyceum/prisma'

import type { Instance } from '../plan-instances.ts'
import { serviceNames, subgraphNames, wellKnownPorts } from '../services.ts'
import type { ServiceName } from '../services.ts'
import { deriveSecret, variablesOf } from '../variables-of.ts'
import type { Variables } from '../variables-of.ts'

/** What the services of a deployment stand on. */
export interface DeploymentAddresses {
  /** The database, by its owner's address with the password in it. */
  readonly databaseUrl: string
  /** With the password in it. */
  readonly redisUrl: string
}

/** What is secret of a deployment, by who is told: a service, or `migration`, the job that brings the database up to date. */
export type DeploymentSecrets = Readonly<Record<string, Variables>>

/** Who knows one of these may do something; the other variables are configuration, in the manifests. */
const secretName = /^(?:DATABASE_URL|REDIS_URL)$|_(?:SECRET|KEYS|PEPPER)$/

/** Each service's secrets and no other's: what `start:services` tells its processes, without what is not secret. */
export function deploymentSecrets(secrets: Secrets, addresses: DeploymentAddresses): DeploymentSecrets {
  const { databaseUrl, redisUrl } = addresses
  const passwords = subgraphNames.map((name) => [name, deriveSecret(secrets, `database/${name}`)] as const)
  const databaseUrls = passwords.map(
    ([name, password]) => [name, addressOfRole(databaseUrl, name, password)] as const,
  )
  const topology = {
    instances: [],
    secrets,
    databaseUrls: Object.fromEntries(databaseUrls),
    redisUrl,
    storage: {},
    dataFolder: '',
    publicUrl: '',
    logLevel: '',
  }
  const toEntry = (service: ServiceName) =>
    [service, pickSecrets(variablesOf(instanceOf(service), topology))] as const
  const migration = {
    DATABASE_URL: databaseUrl,
    ...Object.fromEntries(
      passwords.map(([name, password]) => [`${name.toUpperCase()}_DATABASE_PASSWORD`, password]),
    ),
  }
  return { ...Object.fromEntries(serviceNames.map(toEntry)), migration }
}

function instanceOf(service: ServiceName): Instance {
  return { service, index: 0, port: wellKnownPorts[service], url: '' }
}

function pickSecrets(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => secretName.test(name)))
}
