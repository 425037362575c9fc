import type { FastifyInstance } from 'fastify'

/** Fails when what it asks does not answer. */
export type Ping = () => Promise<unknown>

export interface HealthRouteOptions {
  readonly service: string
  /** What the process cannot do without, by name. */
  readonly dependencies: Readonly<Record<string, Ping>>
}

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy'

const slowAfterMs = 1_000
const goneAfterMs = 3_000

/** `GET /health`: 200 while every dependency answers, 503 when one does not. Slow is degraded. */
export function registerHealthRoute(
  app: FastifyInstance,
  { service, dependencies }: HealthRouteOptions,
): void {
  let survey: Promise<Record<string, HealthStatus>> | null = null

  app.get('/health', async (_request, reply) => {
    // Everyone who asks at one time shares one survey: a health check must not become a load.
    survey ??= ask(dependencies).finally(() => (survey = null))
    const answers = await survey
    const status = worst(Object.values(answers))
    return reply.code(status === 'unhealthy' ? 503 : 200).send({ status, service, dependencies: answers })
  })
}

async function ask(dependencies: HealthRouteOptions['dependencies']): Promise<Record<string, HealthStatus>> {
  const answers = Object.entries(dependencies).map(async ([name, ping]) => [name, await time(ping)] as const)
  return Object.fromEntries(await Promise.all(answers))
}

async function time(ping: Ping): Promise<HealthStatus> {
  const startedAt = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), goneAfterMs)
  })
  try {
    await Promise.race([ping(), late])
    return performance.now() - startedAt > slowAfterMs ? 'degraded' : 'healthy'
  } catch {
    // Why it does not answer is in the log of whoever uses it.
    return 'unhealthy'
  } finally {
    clearTimeout(timer)
  }
}

function worst(statuses: readonly HealthStatus[]): HealthStatus {
  return (['unhealthy', 'degraded'] as const).find((status) => statuses.includes(status)) ?? 'healthy'
}
