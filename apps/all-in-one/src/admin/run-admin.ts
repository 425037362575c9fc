import { createPaymentsSubgraph, reconcileCommand } from '@lyceum/payments'
import { commandOn, replayDeadLettersCommand, runCommand } from '@lyceum/service'
import type { Closers, CommandLine, Stoppable } from '@lyceum/service'
import { createUsersSubgraph, grantAdministratorCommand } from '@lyceum/users'

import { createSubgraphs } from '../subgraphs.ts'
import type { SubgraphDependencies } from '../subgraphs.ts'

interface Host {
  readonly dependencies: SubgraphDependencies
  readonly closers: Closers
}

/** Each makes the subgraphs that it is about, and no others. */
const commands = [
  commandOn(grantAdministratorCommand, stoppedInTheEnd(createUsersSubgraph)),
  commandOn(reconcileCommand, stoppedInTheEnd(createPaymentsSubgraph)),
  commandOn(replayDeadLettersCommand(), async ({ dependencies, closers }: Host) => {
    const { all } = await createSubgraphs(dependencies)
    for (const subgraph of all) closers.add(() => subgraph.stop())
    return all
  }),
]

/** Makes it for a host, and stops it in the end. */
function stoppedInTheEnd<Made extends Stoppable>(
  make: (dependencies: SubgraphDependencies) => Made | Promise<Made>,
) {
  return async ({ dependencies, closers }: Host): Promise<Made> => {
    const made = await make(dependencies)
    closers.add(() => made.stop())
    return made
  }
}

/** How an administrator's program is called, and what opens the installation that it is for. */
export type AdminOptions = Pick<CommandLine<SubgraphDependencies>, 'program' | 'args' | 'open'>

/** Runs an administrator's command on an installation, whose subgraphs all are within reach. `EMAIL` alone grants. */
export async function runAdmin({ program, args, open }: AdminOptions): Promise<void> {
  const isEmail = args[0]?.includes('@') ?? false
  await runCommand({
    program,
    args: isEmail ? [grantAdministratorCommand.name, ...args] : args,
    commands,
    open: async (closers) => ({ dependencies: await open(closers), closers }),
  })
}
