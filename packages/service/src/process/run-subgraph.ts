import { isConsumerName } from '@lyceum/events'
import type { Command, Subgraph, TokenVerifier } from '@lyceum/kit'
import { systemClock } from '@lyceum/ports/clock'
import type { Clock } from '@lyceum/ports/clock'
import { pino } from 'pino'

import { replayDeadLettersCommand } from '../command/replay-dead-letters.ts'
import { commandOn, runCommand } from '../command/run-command.ts'
import type { SubgraphEnvironment } from '../environment/subgraph-environment.ts'
import { serveOverHttp } from '../http/serve-over-http.ts'
import { openTokenVerifier } from '../token-keys/access-token-keys.ts'
import { openConnections } from './open-connections.ts'
import type { Connections, ProcessResources } from './open-connections.ts'
import { runProcess } from './run-process.ts'

/** What every subgraph in a process of its own gets. */
export interface ServiceDependencies extends Connections {
  readonly clock: Clock
  readonly logger: ProcessResources['logger']
  readonly verifyAccessToken: TokenVerifier
}

/** A subgraph, and what its own commands want of it. */
type Served<Target> = Subgraph & Target

export interface SubgraphServiceOptions<Environment extends SubgraphEnvironment, Target> {
  readonly name: string
  readonly readEnvironment: () => Environment
  readonly create: (
    dependencies: ServiceDependencies,
    environment: Environment,
    resources: ProcessResources,
  ) => Served<NoInfer<Target>> | Promise<Served<NoInfer<Target>>>
  /** What its program does instead of serving, besides applying dead letters again where it listens to events. @default [] */
  readonly commands?: readonly Command<Target>[]
}

/**
 * Runs a subgraph in a process of its own: connects it, starts it, serves it, and stops it in the opposite order. With arguments
 * the program runs the command that they name instead, in the same environment: nothing is started, and its log goes to standard
 * error.
 */
export async function runSubgraph<Environment extends SubgraphEnvironment, Target>(
  options: SubgraphServiceOptions<Environment, Target>,
): Promise<void> {
  const args = process.argv.slice(2)
  await (args.length === 0 ? serveSubgraph(options) : runSubgraphCommand(options, args))
}

async function serveSubgraph<Environment extends SubgraphEnvironment, Target>(
  options: SubgraphServiceOptions<Environment, Target>,
): Promise<void> {
  const { name, readEnvironment } = options
  await runProcess({
    name,
    readEnvironment,
    async start(environment, resources) {
      const { logger, closers } = resources
      const { gatewaySecret, listen } = environment
      const { subgraph, connections } = await connectSubgraph(options, environment, resources)
      await subgraph.start()
      const { stop, url } = await serveOverHttp(subgraph, {
        ...listen,
        gatewaySecret,
        logger,
        dependencies: {
          database: () => connections.pool.query('SELECT 1'),
          queue: () => connections.broker.ping(),
        },
      })
      closers.add(stop)
      logger.info({ url }, 'listening')
    },
  })
}

async function runSubgraphCommand<Environment extends SubgraphEnvironment, Target>(
  options: SubgraphServiceOptions<Environment, Target>,
  args: readonly string[],
): Promise<void> {
  const { name, readEnvironment, commands = [] } = options
  const replay = commandOn(replayDeadLettersCommand([name]), (subgraph: Subgraph) => [subgraph])
  await runCommand<Served<Target>>({
    program: `subgraphs/${name}/src/main.ts`,
    args,
    commands: [...commands, ...(isConsumerName(name) ? [replay] : [])],
    async open(closers) {
      const environment = readEnvironment()
      const logger = pino({ level: environment.logLevel, base: { service: name } }, pino.destination(2))
      const { subgraph } = await connectSubgraph(options, environment, { logger, closers })
      return subgraph
    },
  })
}

/** The subgraph on its connections, before anything of it runs. */
async function connectSubgraph<Environment extends SubgraphEnvironment, Target>(
  { create }: SubgraphServiceOptions<Environment, Target>,
  environment: Environment,
  resources: ProcessResources,
) {
  const { logger, closers } = resources
  const { accessTokenKeys, database, redisUrl } = environment
  const connections = await openConnections({ database, queue: { kind: 'redis', url: redisUrl } }, resources)
  const verifyAccessToken = openTokenVerifier(accessTokenKeys)
  const dependencies = { ...connections, clock: systemClock, logger, verifyAccessToken }
  const subgraph = await create(dependencies, environment, resources)
  closers.add(() => subgraph.stop())
  return { subgraph, connections }
}
