import { findFreePorts } from './free-ports.ts'
import { serviceNames, wellKnownPorts } from './services.ts'
import type { ServiceName } from './services.ts'

/** One process of a service. */
export interface Instance {
  readonly service: ServiceName
  /** From 0 on. */
  readonly index: number
  /** Where it listens, such as `http://127.0.0.1:4001`. */
  readonly url: string
  readonly port: number
}

/** How many processes a service has; one when it is not named. */
export type InstanceCounts = Readonly<Partial<Record<ServiceName, number>>>

/** `well-known`: a service's first process listens on its own port, others on free ones. `free`: all do. */
export type PortChoice = 'well-known' | 'free'

/** Every process with its address. */
export async function planInstances(counts: InstanceCounts, ports: PortChoice): Promise<readonly Instance[]> {
  const wanted = serviceNames.flatMap((service) =>
    Array.from({ length: counts[service] ?? 1 }, (_, index) => ({ service, index })),
  )
  const free = await findFreePorts(wanted.length)
  return wanted.map(({ service, index }, at) => {
    const port = ports === 'well-known' && index === 0 ? wellKnownPorts[service] : (free[at] ?? 0)
    return { service, index, port, url: `http://127.0.0.1:${port}` }
  })
}
