import { createLoader, readContext } from '@lyceum/kit'
import type { ContextOptions, Loader, RequestHeaders, SubgraphContext } from '@lyceum/kit'

import type { UserRepository } from './user/user.repository.ts'
import type { UserRecord } from './user/user.ts'

export interface UsersContext extends SubgraphContext {
  readonly users: Loader<string, UserRecord | null>
  /** The client's address as the gateway saw it; null inside the house. */
  readonly clientAddress: string | null
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createUsersContext(
  headers: RequestHeaders,
  options: ContextOptions & { readonly users: UserRepository },
): Promise<UsersContext> {
  return {
    ...(await readContext(headers, options)),
    users: createLoader(
      (ids) => options.users.findUsersByIds(ids),
      ({ id }) => id,
    ),
    clientAddress: headers['x-client-address'] ?? null,
  }
}
