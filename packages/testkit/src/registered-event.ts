import type { NewEvent } from '@lyceum/events'
import type { Role } from '@lyceum/kit'

/** What the users subgraph says of somebody who has an account. */
export function registeredEvent(
  { id }: { readonly id: string },
  { roles = [], version = 1 }: { readonly roles?: readonly Role[]; readonly version?: number } = {},
): NewEvent<'user.registered' | 'user.updated'> {
  return {
    type: version === 1 ? 'user.registered' : 'user.updated',
    aggregateId: id,
    aggregateVersion: version,
    payload: {
      userId: id,
      username: `user-${id}`,
      email: `${id}@example.org`,
      displayName: 'Somebody',
      roles: [...roles],
    },
  }
}
