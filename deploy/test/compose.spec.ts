import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseEnv, promisify } from 'node:util'

import { findTool } from './environment.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

import { readOrCreateSecrets } from '../../apps/all-in-one/src/secrets.ts'
import { writeComposeSecrets } from '../../apps/services/src/secrets/compose-secrets.ts'
import { programOf, serviceNames } from '../../apps/services/src/services.ts'
import { fromRoot } from '../../scripts/root.ts'
import { describeWith } from './describe-with.ts'
import { findUnreadVariables, readers } from './service-environments.ts'
import type { Reader } from './service-environments.ts'

const execute = promisify(execFile)

const serviceSchema = z.object({
  image: z.string(),
  user: z.string().optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  env_file: z.array(z.object({ path: z.string() })).default([]),
  ports: z.array(z.object({ host_ip: z.string().optional(), target: z.number() })).default([]),
  networks: z.record(z.string(), z.unknown()),
  healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  restart: z.string().optional(),
  deploy: z.object({ resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }) }),
})
const projectSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
})
type Project = z.output<typeof projectSchema>

const readerNames: readonly Reader[] = [...serviceNames, 'bucket']

const composeConfig = {
  name: "compose-config, Compose's own loader",
  advice: 'go install github.com/compose-spec/compose-go/v2/cmd@v2.9.1, as compose-config on the PATH',
  find: () => findTool('compose-config'),
}

await describeWith(composeConfig, (command) => {
  let project: Project
  let folder: string
  const secrets = new Map<string, Record<string, string | undefined>>()

  beforeAll(async () => {
    const { stdout } = await execute(command, ['-format', 'json', fromRoot('docker-compose.yml')])
    project = projectSchema.parse(JSON.parse(stdout))
    folder = await mkdtemp(join(tmpdir(), 'lyceum-compose-'))
    for (const name of await writeComposeSecrets(await readOrCreateSecrets(folder), folder)) {
      secrets.set(`${name}.env`, parseEnv(await readFile(join(folder, `${name}.env`), 'utf8')))
    }
  })
  afterAll(() => rm(folder, { recursive: true }))

  const find = (name: string) => {
    const service = project.services[name]
    if (service === undefined) throw new Error(`docker-compose.yml has no ${name}`)
    return service
  }

  describe('docker-compose.yml', () => {
    it.each(readerNames)('gives %s every variable that it needs, and none that it does not read', (name) => {
      // Node itself reads where temporary files go.
      const { TMPDIR: _folder, ...variables } = variablesOf(name)
      expect(() => readers[name](variables)).not.toThrow()
      expect(findUnreadVariables(name, variables)).toEqual([])
    })

    it('runs every service by its own program, and knows when it is well', () => {
      for (const name of serviceNames) {
        const { command: program, healthcheck, restart } = find(name)
        expect(program).toEqual([programOf(name)])
        expect(healthcheck?.test).toEqual(['CMD', 'node', 'scripts/image/check-health.mjs'])
        expect(restart).toBe('unless-stopped')
      }
    })

    it('reads secrets from files that the command writes, and from no others', () => {
      const used = Object.values(project.services).flatMap((service) =>
        service.env_file.map(({ path }) => basename(path)),
      )
      expect(used.toSorted()).toEqual([...secrets.keys()].toSorted())
    })

    it('bounds every container, and lets none write to its root or gain rights', () => {
      for (const [name, service] of Object.entries(project.services)) {
        expect(service, name).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
      }
    })

    it('runs what is ours, the database and the queue as somebody who is not root', () => {
      const ours = Object.keys(project.services).filter((name) => find(name).image.startsWith('lyceum'))
      expect(ours.toSorted()).toEqual([...serviceNames, 'bucket', 'migration'].toSorted())
      for (const name of ours) expect(find(name).user).toBe('1000:1000')
      for (const name of ['postgres', 'redis']) expect(find(name).user).toBe(name)
    })

    it('publishes the gateway, for this machine the emulated bucket and the dashboards, and nothing else', () => {
      const published = Object.entries(project.services).flatMap(([name, { ports }]) =>
        ports.map((port) => `${name}:${port.target} at ${port.host_ip}`),
      )
      expect(published.toSorted()).toEqual([
        'bucket:4443 at 127.0.0.1',
        'gateway:4000 at 127.0.0.1',
        'grafana:3000 at 127.0.0.1',
      ])
      expect(project.networks['inside']?.internal).toBe(true)
      const outside = Object.keys(project.services).filter((name) => 'outside' in find(name).networks)
      expect(outside.toSorted()).toEqual(['bucket', 'gateway', 'grafana', 'payments'])
    })

    it('starts no subgraph before the database is up to date, and no gateway before every subgraph', () => {
      for (const name of subgraphsOf(project)) {
        expect(find(name).depends_on['migration']?.condition).toBe('service_completed_successfully')
        expect(find('gateway').depends_on[name]?.condition).toBe('service_healthy')
      }
    })

    it('lets Redis forget nothing', () => {
      expect(find('redis').command.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/)
    })

    it('reads the metrics of every service', async () => {
      const text = await readFile(fromRoot('deploy/compose/prometheus.yml'), 'utf8')
      const discovery = z.object({ names: z.array(z.string()), port: z.number() })
      const job = z.object({ dns_sd_configs: z.array(discovery) })
      const { scrape_configs } = z.object({ scrape_configs: z.array(job) }).parse(parse(text))
      const [found] = scrape_configs.flatMap(({ dns_sd_configs }) => dns_sd_configs)
      expect(found?.names.toSorted()).toEqual(serviceNames.toSorted())
      for (const name of serviceNames) expect(Number(variablesOf(name)['METRICS_PORT'])).toBe(found?.port)
    })
  })

  function variablesOf(name: Reader): Record<string, string | undefined> {
    const { environment, env_file } = find(name)
    const files = env_file.map(({ path }) => secrets.get(basename(path)) ?? {})
    const own = Object.entries(environment).map(([key, value]) => [key, value ?? undefined])
    return Object.assign({}, ...files, Object.fromEntries(own))
  }
})

function subgraphsOf({ services }: Project): readonly string[] {
  return Object.keys(services).filter((name) => services[name]?.command[0]?.startsWith('subgraphs/'))
}
