import { z } from 'zod'

import { ofKind } from './manifests.ts'
import type { Manifest } from './manifests.ts'

const labelsSchema = z.record(z.string(), z.string())
const selectorSchema = z.strictObject({
  matchLabels: labelsSchema.default({}),
  matchExpressions: z
    .array(z.strictObject({ key: z.string(), operator: z.literal('In'), values: z.array(z.string()) }))
    .default([]),
})
const peerSchema = z.strictObject({
  podSelector: selectorSchema.optional(),
  namespaceSelector: selectorSchema.optional(),
  ipBlock: z.strictObject({ cidr: z.string(), except: z.array(z.string()).optional() }).optional(),
})
const portsSchema = z.array(z.strictObject({ protocol: z.string(), port: z.number() }))
const policySchema = z.looseObject({
  metadata: z.looseObject({ namespace: z.string() }),
  spec: z.strictObject({
    podSelector: selectorSchema,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: z.array(peerSchema), ports: portsSchema })).default([]),
    egress: z.array(z.strictObject({ to: z.array(peerSchema), ports: portsSchema })).default([]),
  }),
})
type Policy = z.output<typeof policySchema>
type Peer = z.output<typeof peerSchema>
type Selector = z.output<typeof selectorSchema>

/** A pod, or an address outside of the cluster. */
export type Party =
  | {
      readonly namespace: string
      readonly namespaceLabels: Readonly<Record<string, string>>
      readonly labels: Readonly<Record<string, string>>
    }
  | { readonly cidr: string }

export interface Connection {
  readonly from: Party
  readonly to: Party
  readonly port: number
}

/** Judges connections by the policies as Kubernetes defines them. */
export function createPolicyJudge(manifests: readonly Manifest[]) {
  const policies = ofKind(manifests, 'NetworkPolicy').map((manifest) => policySchema.parse(manifest))

  function isAllowed(direction: 'Ingress' | 'Egress', { from, to, port }: Connection): boolean {
    const [own, other] = direction === 'Ingress' ? [to, from] : [from, to]
    if ('cidr' in own) return true
    const applying = policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === own.namespace &&
        spec.policyTypes.includes(direction) &&
        isSelected(spec.podSelector, own.labels),
    )
    return applying.length === 0 || applying.some((policy) => hasRule(policy, { direction, other, port }))
  }

  return {
    /** Whether whom it is for would hear it, were it sent. */
    isHeard: (connection: Connection): boolean => isAllowed('Ingress', connection),
    /** Whether it comes about: both ends allow it. */
    mayPass: (connection: Connection): boolean =>
      isAllowed('Ingress', connection) && isAllowed('Egress', connection),
  }
}

function hasRule(
  { metadata, spec }: Policy,
  { direction, other, port }: { direction: 'Ingress' | 'Egress'; other: Party; port: number },
): boolean {
  const rules =
    direction === 'Ingress'
      ? spec.ingress.map(({ from, ports }) => ({ peers: from, ports }))
      : spec.egress.map(({ to, ports }) => ({ peers: to, ports }))
  return rules.some(
    ({ peers, ports }) =>
      ports.some((allowed) => allowed.port === port) &&
      peers.some((peer) => isPeer(peer, other, metadata.namespace)),
  )
}

function isPeer({ ipBlock, podSelector, namespaceSelector }: Peer, party: Party, namespace: string): boolean {
  if ('cidr' in party) return ipBlock?.cidr === party.cidr
  if (ipBlock !== undefined) return false
  const isInNamespace = namespaceSelector
    ? isSelected(namespaceSelector, party.namespaceLabels)
    : party.namespace === namespace
  return isInNamespace && (podSelector === undefined || isSelected(podSelector, party.labels))
}

function isSelected(
  { matchLabels, matchExpressions }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ''))
  )
}
