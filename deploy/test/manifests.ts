import { z } from 'zod'

const labels = z.record(z.string(), z.string())
const reference = z.object({ name: z.string(), optional: z.boolean().default(false) })

const containerSchema = z.looseObject({
  image: z.string(),
  args: z.array(z.string()).default([]),
  envFrom: z.array(z.object({ configMapRef: reference.optional(), secretRef: reference.optional() })),
})
/** A container of a pod. */
export type Container = z.output<typeof containerSchema>

const podSchema = z.looseObject({
  containers: z.array(containerSchema),
  initContainers: z.array(containerSchema).default([]),
  terminationGracePeriodSeconds: z.number().optional(),
})

/** What every manifest has. */
export const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
})
/** Anything that a cluster is told. */
export type Manifest = z.output<typeof manifestSchema>

const workloadSchema = manifestSchema.extend({
  spec: z.looseObject({
    template: z.object({ metadata: z.looseObject({ labels }), spec: podSchema }),
  }),
})
/** What makes pods: a deployment or a job. */
export type Workload = z.output<typeof workloadSchema>

const configMapSchema = manifestSchema.extend({ data: labels })

/** The manifests of one kind. */
export const ofKind = (manifests: readonly Manifest[], kind: string): readonly Manifest[] =>
  manifests.filter((manifest) => manifest.kind === kind)

/** What makes pods, of all that there is. */
export const workloadsOf = (manifests: readonly Manifest[]): readonly Workload[] =>
  manifests
    .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
    .map((manifest) => workloadSchema.parse(manifest))

/** Every container of a workload, those that run first included. */
export const containersOf = ({ spec }: Workload): readonly Container[] => [
  ...spec.template.spec.initContainers,
  ...spec.template.spec.containers,
]

/** What a container is told. @throws {Error} when it refers to what is not there and is not optional */
export function variablesOf(
  { envFrom }: Container,
  manifests: readonly Manifest[],
  secrets: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Record<string, string> {
  const configMaps = new Map(
    ofKind(manifests, 'ConfigMap').map((manifest) => {
      const { metadata, data } = configMapSchema.parse(manifest)
      return [metadata.name, data] as const
    }),
  )
  const sources = envFrom.map(({ configMapRef, secretRef }) => {
    const wanted = configMapRef ?? secretRef
    const found = configMapRef ? configMaps.get(configMapRef.name) : secrets.get(secretRef?.name ?? '')
    if (found === undefined && wanted?.optional !== true) throw new Error(`There is no ${wanted?.name}`)
    return found ?? {}
  })
  return Object.assign({}, ...sources) as Record<string, string>
}
