import { checkInput, plainLineSchema, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import { userEvent } from './user.events.ts'
import type { UserRecord } from './user.ts'

const profileSchema = z.object({
  displayName: plainLineSchema(80).nullish(),
  bio: z.string().trim().max(2_000).nullish(),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'This is not a language tag')
    .nullish(),
})

/** Changes the viewer's own profile; what is left out stays. */
export async function updateProfile(
  services: UsersServices,
  context: UsersContext,
  input: unknown,
): Promise<Outcome<{ user: UserRecord }>> {
  const { id } = requireSignedIn(context.viewer)
  const checked = checkInput(profileSchema, input)
  if (!checked.ok) return checked
  const { displayName, bio, locale } = checked.value
  const user = await services.inTransaction(context, async ({ users, say }) => {
    const changed = await users.changeProfile(id, {
      ...(displayName != null && { displayName }),
      ...(bio != null && { bio }),
      ...(locale !== undefined && { locale }),
    })
    await say(userEvent('user.updated', changed))
    return changed
  })
  return succeed({ user })
}
