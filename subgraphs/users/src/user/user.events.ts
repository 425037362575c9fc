import type { NewEvent } from '@lyceum/events'

import type { UserRecord } from './user.ts'

/** The state of a user that other subgraphs may keep. */
export function userEvent(
  type: 'user.registered' | 'user.updated',
  user: UserRecord,
): NewEvent<'user.registered' | 'user.updated'> {
  const { id: userId, username, email, displayName, roles, version } = user
  return {
    type,
    aggregateId: userId,
    aggregateVersion: Number(version),
    payload: { userId, username, email, displayName, roles: [...roles] },
  }
}
