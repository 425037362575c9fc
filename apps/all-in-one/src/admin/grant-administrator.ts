import { createUsersSubgraph } from '@lyceum/users'

import { UsageError } from './command.ts'
import type { CommandContext, CommandResult } from './command.ts'
import { openInstallation } from './open-installation.ts'

/** The shell of the server is the proof of authority here: there is no administrator yet who could grant the first one. */
export async function grantAdministrator(
  [email, ...others]: readonly string[],
  { environment, closers }: CommandContext,
): Promise<CommandResult> {
  if (email === undefined || !email.includes('@') || others.length > 0)
    throw new UsageError('Which e-mail address?')
  const users = await createUsersSubgraph(await openInstallation(environment, closers))
  closers.add(() => users.stop())
  if (!(await users.grantAdministrator(email))) throw new Error(`Nobody has registered as ${email}.`)
  const told = `${email} is an administrator. The role is in the next access token: sign in again.`
  return { lines: [told], isAlarm: false }
}
