import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { readOrCreateSecrets } from '../../apps/all-in-one/src/secrets.ts'
import { kubernetesSecrets } from '../../apps/services/src/secrets/kubernetes-secrets.ts'
import { programOf, serviceNames } from '../../apps/services/src/services.ts'
import type { ServiceName } from '../../apps/services/src/services.ts'
import { describeWith } from './describe-with.ts'
import { findKubernetesSchemas, loadManifestCheck } from './kubernetes-schemas.ts'
import type { ManifestCheck } from './kubernetes-schemas.ts'
import { build, environments, kustomize } from './kustomize.ts'
import { containersOf, ofKind, variablesOf, workloadsOf } from './manifests.ts'
import type { Manifest, Workload } from './manifests.ts'
import { findUnreadVariables, readers } from './service-environments.ts'

const schemas = {
  name: 'the published schemas',
  advice: 'Go, which fetches k8s.io/kubernetes through its module proxy',
  find: findKubernetesSchemas,
}
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
        const wrong = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' } }
        expect(check({ ...wrong, spec: { replica: 1, replicas: '2' } })).toEqual([
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
      const byName = (a = '', b = '') => a.localeCompare(b)
      expect(used.flat().toSorted(byName)).toEqual([...secrets.keys()].toSorted(byName))
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
