/** Every service of the topology, by the port that its first process listens on by default. */
export const wellKnownPorts = {
  users: 4001,
  courses: 4002,
  lectures: 4003,
  enrollments: 4004,
  media: 4005,
  notifications: 4006,
  assessments: 4007,
  payments: 4008,
  certificates: 4009,
  transcoder: 4010,
  gateway: 4000,
} as const

/** What runs in processes of its own: a subgraph, the worker or the gateway. */
export type ServiceName = keyof typeof wellKnownPorts

/** A federated subgraph. */
export type SubgraphName = Exclude<ServiceName, 'transcoder' | 'gateway'>

/** Subgraphs first, the gateway last. */
export const serviceNames = Object.keys(wellKnownPorts) as readonly ServiceName[]

export const subgraphNames = serviceNames.filter(isSubgraph)

export function isSubgraph(service: ServiceName): service is SubgraphName {
  return service !== 'transcoder' && service !== 'gateway'
}

/** The program of a service, from the root of the working copy. */
export function programOf(service: ServiceName): string {
  if (service === 'gateway') return 'gateway/src/main.ts'
  if (service === 'transcoder') return 'workers/transcoder/src/main.ts'
  return `subgraphs/${service}/src/main.ts`
}
