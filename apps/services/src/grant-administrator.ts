import type { Secrets } from '@lyceum/all-in-one/secrets'
import { UnauthenticatedError } from '@lyceum/kit'
import { systemClock } from '@lyceum/ports/clock'
import { createClosers, openConnections } from '@lyceum/service'
import type { ConnectionsOptions } from '@lyceum/service'
import { createUsersSubgraph } from '@lyceum/users'
import { pino } from 'pino'

export interface GrantOptions extends ConnectionsOptions {
  readonly secrets: Secrets
}

/**
 * Makes the owner of an e-mail address an administrator; false when nobody has registered with it. Whoever holds the database's
 * address needs no other authority: there is no administrator yet who could grant the first one.
 */
export async function grantAdministrator(
  email: string,
  { secrets, ...connections }: GrantOptions,
): Promise<boolean> {
  const closers = createClosers()
  const logger = pino({ level: 'silent' })
  try {
    const users = await createUsersSubgraph({
      ...(await openConnections(connections, { logger, closers })),
      ...secrets,
      clock: systemClock,
      logger,
      verifyAccessToken: () => Promise.reject(new UnauthenticatedError()),
    })
    closers.add(() => users.stop())
    return await users.grantAdministrator(email)
  } finally {
    await closers.closeAll()
  }
}
