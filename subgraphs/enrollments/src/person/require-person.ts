import { untilFound } from '@lyceum/events'
import { NotFoundError, isId } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { PersonRepository } from './person.repository.ts'

/**
 * Makes sure that the id is somebody's. For the viewer the token says so, whatever has been heard of them; who registered a
 * moment ago is waited for.
 * @throws {NotFoundError} when it is nobody's
 */
export async function requirePerson(
  people: PersonRepository,
  viewer: SignedInViewer,
  userId: string,
): Promise<void> {
  if (userId === viewer.id) return
  if (!isId(userId) || (await untilFound(() => people.findPerson(userId))) === null) {
    throw new NotFoundError('User', userId)
  }
}
