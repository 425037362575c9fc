import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

import { readOrCreateSecrets } from '../../apps/all-in-one/src/secrets.ts'
import { kubernetesSecrets } from '../../apps/services/src/secrets/kubernetes-secrets.ts'
import { isSubgraph, programOf, serviceNames, subgraphNames } from '../../apps/services/src/services.ts'
import type { ServiceName } from '../../apps/services/src/services.ts'
import { describeWith } from './describe-with.ts'
import { findTool } from './environment.ts'
import { findKubernetesSchemas, loadManifestCheck } from './kubernetes-schemas.ts'
import type { ManifestCheck } from './kubernetes-schemas.ts'
import { build, containersOf, ofKind, variablesOf, workloadsOf } from './manifests.ts'
import type { Manifest, Workload } from './manifests.ts'
import { createPolicyJudge } from './network-policies.ts'
import type { Party } from './network-policies.ts'
import { findUnreadVariables, readers } from './service-environments.ts'

const kustomize = {
  name: 'kustomize',
  advice: 'go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1',
  find: () => findTool('kustomize'),
}
const schemas = {
  name: 'the published schemas',
  advice: 'Go, which fetches k8s.io/kubernetes through its module proxy',
  find: findKubernetesSchemas,
}
const environments = ['staging', 'production'] as const

/** What an installation may add, by hand: the key of a bucket's account, and Stripe's. */
const optionalSecrets = [
  ['lyceum-storage', { GCS_CLIENT_EMAIL: 'a@example.org', GCS_PRIVATE_KEY: '-----BEGIN-----' }],
  ['lyceum-stripe', { STRIPE_SECRET_KEY: 'sk', STRIPE_WEBHOOK_SECRET: 'whsec' }],
] as const

await describeWith(kustomize, (command) => {
  const rendered = new Map<string, readonly Manifest[]>()
  const secrets = new Map<string, Readonly<Record<string, string>>>()

  beforeAll(async () => {
    for (const name of environments) {
      rendered.set(name, await build(command, name))
      rendered.set(`${name}/migration`, await build(command, `${name}/migration`))
    }
    const folder = await mkdtemp(join(tmpdir(), 'lyceum-kubernetes-'))
    const items = kubernetesSecrets(await readOrCreateSecrets(folder), {
      databaseUrl: 'postgresql://owner:secret@db.example.org/lyceum',
      redisUrl: 'rediss://:secret@redis.example.org:6379',
    })
    for (const { metadata, stringData } of items) secrets.set(metadata.name, stringData)
    await rm(folder, { recursive: true })
  })

  const find = (name: string) => rendered.get(name) ?? []
  const everything = () => [...rendered.values()].flat()

  describe('every manifest', async () => {
    await describeWith(schemas, (file) => {
      let check: ManifestCheck
      beforeAll(async () => {
        check = await loadManifestCheck(file)
      })

      it.each([...environments, 'staging/migration', 'production/migration'])('of %s is valid', (name) => {
        expect(find(name).flatMap(check)).toEqual([])
        expect(find(name).length).toBeGreaterThan(1)
      })

      it('would be refused with a field that nobody knows, without one that is required, or of a wrong type', () => {
        const [deployment] = ofKind(find('staging'), 'Deployment')
        expect(
          check({
            ...z.looseObject({}).parse(deployment),
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            spec: { replica: 1, replicas: '2' },
          }),
        ).toEqual([
          expect.stringContaining("required property 'selector'"),
          expect.stringContaining("required property 'template'"),
          expect.stringContaining('"replica"'),
          expect.stringContaining('/spec/replicas must be integer'),
        ])
      })
    })
  })

  describe.each(environments)('the deployments of %s', (environment) => {
    const workloads = () => workloadsOf([...find(environment), ...find(`${environment}/migration`)])

    it.each(serviceNames)('give %s every variable that it needs, and none that it does not read', (name) => {
      const container = containerOf(name, environment)
      expect(container.args).toEqual([programOf(name)])
      const required = variablesOf(container, find(environment), secrets)
      expect(() => readers[name](required)).not.toThrow()
      expect(findUnreadVariables(name, required)).toEqual([])
      const all = variablesOf(container, find(environment), new Map([...secrets, ...optionalSecrets]))
      expect(findUnreadVariables(name, all)).toEqual([])
    })

    it('refer to the secrets that the command prints, each service to its own', () => {
      const used = workloads().map((workload) => {
        const [container] = containersOf(workload)
        return container?.envFrom.flatMap(({ secretRef }) =>
          secretRef?.optional === false ? [secretRef.name] : [],
        )
      })
      expect(used.flat().toSorted()).toEqual([...secrets.keys()].toSorted())
      expect(ofKind(everything(), 'Secret')).toEqual([])
    })

    it('run as nobody special, on a root that cannot be written to, within limits', () => {
      for (const workload of workloads()) {
        expect(workload.spec.template.spec).toMatchObject(modest)
        for (const container of containersOf(workload)) expect(container).toMatchObject(hardened)
      }
    })

    it('are asked how they are, and end what is in flight before they go', () => {
      for (const { spec } of workloadsOf(ofKind(find(environment), 'Deployment'))) {
        const { containers, terminationGracePeriodSeconds } = spec.template.spec
        expect(containers).toEqual([expect.objectContaining(watched)])
        // Five seconds of preStop, thirty that a process may take.
        expect(terminationGracePeriodSeconds).toBeGreaterThan(35)
      }
    })

    it('have an account, an autoscaler and a budget for disruptions each, by names and labels of their own', () => {
      for (const name of serviceNames) {
        const one = (kind: string) =>
          ofKind(find(environment), kind).find(({ metadata }) => metadata.name === `lyceum-${name}`)
        expect(one('ServiceAccount')).toMatchObject({ automountServiceAccountToken: false })
        expect(one('HorizontalPodAutoscaler')).toMatchObject({
          spec: { scaleTargetRef: { name: `lyceum-${name}` } },
        })
        const matchLabels = { 'app.kubernetes.io/name': name }
        expect(one('PodDisruptionBudget')).toMatchObject({ spec: { selector: { matchLabels } } })
        if (name !== 'transcoder')
          expect(one('Service')).toMatchObject({ spec: { type: 'ClusterIP', selector: matchLabels } })
      }
    })

    it('are of one release together with their migration', () => {
      const images = workloads().flatMap((workload) => containersOf(workload).map(({ image }) => image))
      expect(new Set(images).size).toBe(1)
    })
  })

  describe.each(environments)('the network of %s', (environment) => {
    it('has one way in, to the gateway', () => {
      const [ingress, ...more] = ofKind(find(environment), 'Ingress')
      expect(more).toEqual([])
      expect(ingress).toMatchObject({
        spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'lyceum-gateway' } } }] } }] },
      })
      const fromController = serviceNames.filter((name) => mayPass(stranger({ ingress: 'true' }), name))
      expect(fromController).toEqual(['gateway'])
      expect(serviceNames.filter((name) => mayPass(stranger({}), name))).toEqual([])
      expect(serviceNames.filter((name) => mayPass({ cidr: '0.0.0.0/0' }, name))).toEqual([])
    })

    it('lets subgraphs hear the gateway alone, and users the others that want its keys', () => {
      const pairs = serviceNames.flatMap((from) =>
        serviceNames.filter((to) => from !== to && mayPass(podOf(from), to)).map((to) => `${from} to ${to}`),
      )
      const others = subgraphNames.filter((name) => name !== 'users')
      expect(pairs.toSorted()).toEqual(
        [
          ...subgraphNames.map((to) => `gateway to ${to}`),
          ...others.map((from) => `${from} to users`),
        ].toSorted(),
      )
    })

    it('shows metrics to the monitoring and to nobody else', () => {
      const metrics = 9464
      const readable = (from: Party) => serviceNames.filter((to) => mayPass(from, to, metrics))
      expect(readable(stranger({ monitoring: 'true' }))).toEqual(serviceNames)
      expect(readable(stranger({ ingress: 'true' }))).toEqual([])
      expect(readable(podOf('gateway'))).toEqual([])
    })

    it('lets each reach what it stands on, and nothing else outside', () => {
      const judge = createPolicyJudge(find(environment))
      const reaching = (cidr: string, port: number) =>
        serviceNames.filter((name) => judge({ from: podOf(name), to: { cidr }, port }))
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

    const mayPass = (from: Party, to: ServiceName, port = 4000): boolean =>
      createPolicyJudge(find(environment))({ from, to: podOf(to), port })

    function podOf(name: ServiceName): Party {
      const { labels } = workloadOf(name, environment).spec.template.metadata
      return { namespace: `lyceum-${environment}`, namespaceLabels: {}, labels }
    }
  })

  function workloadOf(name: ServiceName, environment: string): Workload {
    const found = workloadsOf(find(environment)).find(({ metadata }) => metadata.name === `lyceum-${name}`)
    if (found === undefined) throw new Error(`${environment} has no ${name}`)
    return found
  }

  function containerOf(name: ServiceName, environment: string) {
    const [container] = containersOf(workloadOf(name, environment))
    if (container === undefined) throw new Error(`${name} has no container`)
    return container
  }
})

function stranger(marks: Readonly<Record<string, string>>): Party {
  const namespaceLabels = Object.fromEntries(
    Object.entries(marks).map(([name, value]) => [`lyceum.example.org/${name}`, value]),
  )
  return { namespace: 'elsewhere', namespaceLabels, labels: {} }
}

const modest = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
}
const amount: unknown = expect.stringMatching(/^\d+(?:m|Mi|Gi)?$/)
const hardened = {
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  resources: { requests: { cpu: amount, memory: amount }, limits: { cpu: amount, memory: amount } },
}
const health: unknown = expect.objectContaining({ httpGet: { path: '/health', port: 'http' } })
const watched = {
  startupProbe: health,
  readinessProbe: health,
  livenessProbe: expect.objectContaining({ tcpSocket: { port: 'http' } }) as unknown,
  lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
}
