import { NotFoundError, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome, Role } from '@lyceum/kit'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import { userEvent } from './user.events.ts'
import { canGrantRoles } from './user.policy.ts'
import type { UserRecord } from './user.ts'

export interface RoleChange {
  readonly userId: string
  readonly role: Role
}

/** Gives a person a role; giving it twice is once. */
export async function grantRole(
  services: UsersServices,
  context: UsersContext,
  change: RoleChange,
): Promise<Outcome<{ user: UserRecord }>> {
  const administrator = requirePermission(context.viewer, canGrantRoles)
  return await giveRole(services, context, { ...change, grantedBy: administrator.id })
}

/** Gives a role without asking who may: for the command on the server, and after `grantRole` has asked. */
export async function giveRole(
  services: UsersServices,
  context: Pick<UsersContext, 'requestId'>,
  { userId, role, grantedBy }: RoleChange & { readonly grantedBy: string | null },
): Promise<Outcome<{ user: UserRecord }>> {
  return await services.inTransaction(context, async ({ users, say }) => {
    const before = await users.findUserById(userId)
    if (before === null) throw new NotFoundError('User', userId)
    const isNew = await users.addRole(userId, role, grantedBy)
    if (!isNew) return succeed({ user: before })
    const user = (await users.findUserById(userId)) ?? before
    await say(userEvent('user.updated', user))
    await say({
      type: 'user.role_granted',
      aggregateId: userId,
      aggregateVersion: Number(user.version),
      payload: { userId, role, grantedBy },
    })
    return succeed({ user })
  })
}
