import { mkdir } from 'node:fs/promises'

import { readOrCreateSecrets } from '@lyceum/all-in-one/secrets'
import { createClosers, withClosers } from '@lyceum/service'
import type { Closers } from '@lyceum/service'
import { createUsersSubgraph } from '@lyceum/users'
import { pino } from 'pino'

import { inheritedVariables } from './environment.ts'
import { openBackends } from './open-backends.ts'
import { openInstallation } from './open-installation.ts'
import { planInstances } from './plan-instances.ts'
import type { Instance, InstanceCounts, PortChoice } from './plan-instances.ts'
import { serviceNames } from './services.ts'
import type { ServiceName } from './services.ts'
import { supervise } from './supervise.ts'
import type { Supervisor } from './supervise.ts'
import { variablesOf } from './variables-of.ts'
import type { Variables } from './variables-of.ts'

export type { Instance, InstanceCounts, PortChoice, ServiceName, Variables }

export interface ServicesOptions {
  /** Where database, queue, files and secrets live; made when missing. */
  readonly dataFolder: string
  /** @default one of each */
  readonly instances?: InstanceCounts
  /** @default 'well-known' */
  readonly ports?: PortChoice
  /** A database of one's own, by its owner's address. @default an embedded PostgreSQL in the data folder */
  readonly databaseUrl?: string | undefined
  /** A Redis of one's own. @default one in the data folder */
  readonly redisUrl?: string | undefined
  /** The command of fake-gcs-server, which keeps its objects in the data folder. @default no emulator: files in the data folder */
  readonly gcsEmulator?: string | undefined
  /** @default 'info' */
  readonly logLevel?: string
  /** What a process is told besides what it needs. @default nothing */
  readonly variables?: (instance: Instance) => Variables
  /** Called with each line that a process writes, and with what happens to it. @default nothing */
  readonly onLine?: (instance: Instance, line: string) => void
  /** Told before each step that takes time. */
  readonly onStep?: (step: string) => void
}

/** The platform, a process for each instance of each service. */
export interface Services {
  /** The first gateway: what links are made of. */
  readonly url: string
  /** Every gateway. */
  readonly urls: readonly string[]
  /** By service, the origin of each of its processes. */
  readonly addresses: Readonly<Record<ServiceName, readonly string[]>>
  /** The database, by its owner's address. */
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Ends a process at once, as a crash does; it comes back by itself. Resolves when it is dead. */
  kill(service: ServiceName, index?: number): Promise<void>
  /** Ends a process in order; it stays down until `startInstance`. */
  stopInstance(service: ServiceName, index?: number): Promise<void>
  /** Starts a process that was stopped; resolves when it is healthy. */
  startInstance(service: ServiceName, index?: number): Promise<void>
  /** Ends a process in order and starts it again; resolves when it is healthy. */
  restart(service: ServiceName, index?: number): Promise<void>
  /** Resolves when the process answers that it is healthy, also after a crash. */
  whenHealthy(service: ServiceName, index?: number): Promise<void>
  /** Makes the owner of an e-mail address an administrator; false when nobody has it. */
  grantAdministrator(email: string): Promise<boolean>
  /** Stops in the order gateways, subgraphs and worker, queue, database. Idempotent. */
  stop(): Promise<void>
}

/** Starts what the platform stands on, then every process at once; resolves when all are healthy. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const closers = createClosers()
  try {
    return await openServices(options, closers)
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

async function openServices(options: ServicesOptions, closers: Closers): Promise<Services> {
  const { dataFolder, logLevel = 'info', onStep = () => undefined } = options
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const secrets = await readOrCreateSecrets(dataFolder)
  onStep('Starting database, queue and storage')
  const backends = await openBackends({ ...options, secrets }, closers)
  const { ownerUrl, redisUrl } = backends
  const instances = await planInstances(options.instances ?? {}, options.ports ?? 'well-known')
  const addresses = groupAddresses(instances)
  const [publicUrl = ''] = addresses.gateway
  const topology = { ...backends, instances, secrets, dataFolder, publicUrl, logLevel }

  onStep(`Starting ${instances.length} processes`)
  const processes = instances.map((instance) => {
    const onLine = (line: string): void => options.onLine?.(instance, line)
    return supervise(instance, {
      variables: {
        ...inheritedVariables(),
        NODE_ENV: 'production',
        ...variablesOf(instance, topology),
        ...options.variables?.(instance),
      },
      onLine,
      onCrash: (reason) => onLine(`${reason}; it is started again`),
    })
  })
  const isGateway = ({ instance }: Supervisor): boolean => instance.service === 'gateway'
  const stopAll = (those: readonly Supervisor[]) => Promise.all(those.map((one) => one.stop()))
  closers.add(async () => {
    await stopAll(processes.filter(isGateway))
    await stopAll(processes.filter((one) => !isGateway(one)))
  })
  await Promise.all(processes.map((one) => one.start()))

  function find(service: ServiceName, index = 0): Supervisor {
    const found = processes.find(({ instance }) => instance.service === service && instance.index === index)
    if (found === undefined) throw new RangeError(`There is no ${service} ${index}`)
    return found
  }

  return {
    url: publicUrl,
    urls: addresses.gateway,
    addresses,
    databaseUrl: ownerUrl,
    redisUrl,
    kill: (service, index) => find(service, index).kill(),
    stopInstance: (service, index) => find(service, index).stop(),
    startInstance: (service, index) => find(service, index).start(),
    async restart(service, index) {
      await find(service, index).stop()
      await find(service, index).start()
    },
    whenHealthy: (service, index) => find(service, index).whenHealthy(),
    grantAdministrator: (email) =>
      withClosers(async (granting) => {
        const installation = { ...topology, logger: pino({ level: 'silent' }) }
        const users = await createUsersSubgraph(await openInstallation(installation, granting))
        granting.add(() => users.stop())
        return await users.grantAdministrator(email)
      }),
    stop: () => closers.closeAll(),
  }
}

function groupAddresses(instances: readonly Instance[]): Services['addresses'] {
  const groups = serviceNames.map((name) => [
    name,
    instances.filter(({ service }) => service === name).map(({ url }) => url),
  ])
  return Object.fromEntries(groups) as Services['addresses']
}
