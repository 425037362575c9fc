import {
  BasicUserError,
  NotFoundError,
  Role,
  UserErrorCode,
  fail,
  requirePermission,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import type { RoleChange } from './grant-role.ts'
import { userEvent } from './user.events.ts'
import { canGrantRoles } from './user.policy.ts'
import type { UserRecord } from './user.ts'

/** Takes a role from a person. The last administrator keeps theirs, or nobody could run the place. */
export async function revokeRole(
  services: UsersServices,
  context: UsersContext,
  { userId, role }: RoleChange,
): Promise<Outcome<{ user: UserRecord }>> {
  requirePermission(context.viewer, canGrantRoles)
  return await services.inTransaction(context, async ({ users, say }) => {
    const before = await users.findUserById(userId)
    if (before === null) throw new NotFoundError('User', userId)
    if (
      role === Role.ADMINISTRATOR &&
      (await users.lockAdministrators()) <= 1 &&
      before.roles.includes(role)
    ) {
      return fail(
        new BasicUserError(UserErrorCode.LAST_ADMINISTRATOR, 'The last administrator keeps the role', [
          'input',
          'role',
        ]),
      )
    }
    const isTaken = await users.removeRole(userId, role)
    if (!isTaken) return succeed({ user: before })
    const user = (await users.findUserById(userId)) ?? before
    await say(userEvent('user.updated', user))
    return succeed({ user })
  })
}
