import { randomUUID } from 'node:crypto'

import { BasicUserError, RateLimitedError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import type { UserRecord } from '../user/user.ts'
import type { AccessToken } from './access-token.ts'
import { generateRefreshToken, hashRefreshToken, refreshTokenDays } from './refresh-token.ts'

export interface Tokens extends AccessToken {
  readonly refreshToken: string
  readonly user: UserRecord
}

const dayMilliseconds = 86_400_000
/** Of an e-mail address; what is remembered of attempts must not grow with what strangers send. */
const longestLogin = 254

/** Opens a session. The same answer, in the same time, for a wrong password and for somebody who does not exist. */
export async function signIn(
  services: UsersServices,
  context: UsersContext,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<Outcome<Tokens>> {
  const attempt = `${username.slice(0, longestLogin).toLowerCase()}|${context.clientAddress ?? ''}`
  const waitSeconds = await services.signInThrottle.admit(attempt)
  if (waitSeconds > 0) throw new RateLimitedError(waitSeconds)
  const credentials = await services.users.findCredentials(username)
  const isRight = await services.passwords.verify(
    { password, clientAddress: context.clientAddress },
    credentials?.passwordHash ?? null,
  )
  if (credentials === null || !isRight) {
    context.logger.info({ event: 'sign_in.refused' }, 'sign-in refused')
    return fail(new BasicUserError(UserErrorCode.INVALID_CREDENTIALS, 'User name or password is wrong'))
  }
  await services.signInThrottle.forget(attempt)
  const { user } = credentials
  const familyId = randomUUID()
  const refreshToken = generateRefreshToken()
  await services.refreshTokens.insertToken({
    userId: user.id,
    familyId,
    tokenHash: hashRefreshToken(refreshToken),
    expiresAt: new Date(services.clock.now().getTime() + refreshTokenDays * dayMilliseconds),
  })
  return succeed({ ...(await services.accessTokens.issue(user, familyId)), refreshToken, user })
}
