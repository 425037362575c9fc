import { randomInt } from 'node:crypto'

import { BasicUserError, Role, UserErrorCode, checkInput, fail, plainLineSchema, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import { userEvent } from './user.events.ts'
import type { UserRecord } from './user.ts'
import { isEmailTaken, isUsernameTaken } from './user.repository.ts'

/** NIST SP 800-63B-4 section 3.1.1.2: length is what counts, no rules of composition, long passwords allowed. */
const passwordSchema = z
  .string()
  .min(12, 'A password has at least 12 characters')
  .max(256, 'A password has at most 256 characters')

const registrationSchema = z
  .object({
    email: z.email('This is not an e-mail address').max(254),
    password: passwordSchema,
    username: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{2,29}$/i,
        'A user name has 3 to 30 letters, digits, dots, hyphens or underscores',
      )
      .nullish(),
    displayName: plainLineSchema(80).nullish(),
  })
  .refine(({ email, password }) => !password.toLowerCase().includes(email.toLowerCase()), {
    path: ['password'],
    message: 'A password cannot contain the e-mail address',
  })

/** Makes an account. Everybody begins as a student. */
export async function registerUser(
  services: UsersServices,
  context: UsersContext,
  input: unknown,
): Promise<Outcome<{ user: UserRecord }>> {
  const checked = checkInput(registrationSchema, input, [])
  if (!checked.ok) return checked
  const { email, password, displayName } = checked.value
  const username = checked.value.username ?? usernameFrom(email)
  const passwordHash = await services.passwords.hash({ password, clientAddress: context.clientAddress })
  try {
    const user = await services.inTransaction(context, async ({ users, say }) => {
      const inserted = await users.insertUser({
        email,
        username,
        displayName: displayName ?? username,
        passwordHash,
        roles: [Role.STUDENT],
      })
      await say(userEvent('user.registered', inserted))
      return inserted
    })
    return succeed({ user })
  } catch (error) {
    if (isEmailTaken(error)) {
      return fail(
        new BasicUserError(UserErrorCode.EMAIL_TAKEN, 'This e-mail address has an account', ['email']),
      )
    }
    if (isUsernameTaken(error)) {
      return fail(new BasicUserError(UserErrorCode.USERNAME_TAKEN, 'This user name is taken', ['username']))
    }
    throw error
  }
}

/** The address's local part and six digits, so that it is free and does not give the address away. */
function usernameFrom(email: string): string {
  const name = email.replace(/@.*/, '').replaceAll(/[^a-z0-9]/gi, '')
  return `${(name || 'learner').slice(0, 20).toLowerCase()}-${randomInt(100_000, 1_000_000)}`
}
