import { beforeAll, describe, expect, it } from 'vitest'

import { isSubgraph, serviceNames, subgraphNames } from '../../apps/services/src/services.ts'
import type { ServiceName } from '../../apps/services/src/services.ts'
import { describeWith } from './describe-with.ts'
import { build, environments, kustomize } from './kustomize.ts'
import { ofKind, workloadsOf } from './manifests.ts'
import type { Manifest } from './manifests.ts'
import { createPolicyJudge } from './network-policies.ts'
import type { Party } from './network-policies.ts'

await describeWith(kustomize, (command) => {
  const rendered = new Map<string, readonly Manifest[]>()
  beforeAll(async () => {
    for (const name of environments) rendered.set(name, await build(command, name))
  })
  const find = (name: string) => rendered.get(name) ?? []

  describe.each(environments)('the network of %s', (environment) => {
    it('has one way in, to the gateway', () => {
      const [ingress, ...more] = ofKind(find(environment), 'Ingress')
      expect(more).toEqual([])
      expect(ingress).toMatchObject({
        spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'lyceum-gateway' } } }] } }] },
      })
      const fromController = serviceNames.filter((name) => isHeard(stranger({ ingress: 'true' }), name))
      expect(fromController).toEqual(['gateway'])
      expect(serviceNames.filter((name) => isHeard(stranger({}), name))).toEqual([])
      expect(serviceNames.filter((name) => isHeard({ cidr: '0.0.0.0/0' }, name))).toEqual([])
    })

    it('lets subgraphs hear the gateway alone, and users the others that want its keys', () => {
      const { isHeard, mayPass } = createPolicyJudge(find(environment))
      const pairs = (isAllowed: typeof isHeard) =>
        serviceNames.flatMap((from) =>
          serviceNames
            .filter((to) => from !== to && isAllowed({ from: podOf(from), to: podOf(to), port: 4000 }))
            .map((to) => `${from} to ${to}`),
        )
      const others = subgraphNames.filter((name) => name !== 'users')
      const expected = [
        ...subgraphNames.map((to) => `gateway to ${to}`),
        ...others.map((from) => `${from} to users`),
      ].toSorted()
      // A policy at one end that is too generous is found though the other end would make up for it.
      expect(pairs(isHeard).toSorted()).toEqual(expected)
      expect(pairs(mayPass).toSorted()).toEqual(expected)
    })

    it('shows metrics to the monitoring and to nobody else', () => {
      const metrics = 9464
      const readable = (from: Party) => serviceNames.filter((to) => isHeard(from, to, metrics))
      expect(readable(stranger({ monitoring: 'true' }))).toEqual(serviceNames)
      expect(readable(stranger({ ingress: 'true' }))).toEqual([])
      expect(readable(podOf('gateway'))).toEqual([])
    })

    it('lets each reach what it stands on, and nothing else outside', () => {
      const { mayPass } = createPolicyJudge(find(environment))
      const reaching = (cidr: string, port: number) =>
        serviceNames.filter((name) => mayPass({ from: podOf(name), to: { cidr }, port }))
      const backends = environment === 'staging' ? '10.20.0.0/24' : '10.10.0.0/24'
      expect(reaching(backends, 5432)).toEqual(serviceNames.filter(isSubgraph))
      expect(reaching(backends, 6379)).toEqual(serviceNames)
      expect(reaching('0.0.0.0/0', 443).toSorted()).toEqual([
        'certificates',
        'media',
        'payments',
        'transcoder',
      ])
      expect(reaching('0.0.0.0/0', 80)).toEqual([])
    })

    const isHeard = (from: Party, to: ServiceName, port = 4000): boolean =>
      createPolicyJudge(find(environment)).isHeard({ from, to: podOf(to), port })

    function podOf(name: ServiceName): Party {
      const workload = workloadsOf(find(environment)).find(
        ({ metadata }) => metadata.name === `lyceum-${name}`,
      )
      if (workload === undefined) throw new Error(`${environment} has no ${name}`)
      const { labels } = workload.spec.template.metadata
      return { namespace: `lyceum-${environment}`, namespaceLabels: {}, labels }
    }
  })
})

function stranger(marks: Readonly<Record<string, string>>): Party {
  const namespaceLabels = Object.fromEntries(
    Object.entries(marks).map(([name, value]) => [`lyceum.example.org/${name}`, value]),
  )
  return { namespace: 'elsewhere', namespaceLabels, labels: {} }
}
