import type { NewEvent } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import type { UsersContext } from './context.ts'
import type { AccessTokenIssuer } from './session/access-token.ts'
import type { Passwords } from './session/passwords.ts'
import type { RefreshTokenRepository } from './session/refresh-token.repository.ts'
import type { SignInThrottle } from './session/sign-in-throttle.ts'
import type { UserRepository } from './user/user.repository.ts'

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface UsersTransaction {
  readonly users: UserRepository
  readonly refreshTokens: RefreshTokenRepository
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface UsersServices {
  readonly users: UserRepository
  readonly refreshTokens: RefreshTokenRepository
  inTransaction<T>(
    context: Pick<UsersContext, 'requestId'>,
    work: (transaction: UsersTransaction) => Promise<T>,
  ): Promise<T>
  readonly passwords: Passwords
  readonly accessTokens: AccessTokenIssuer
  readonly refreshSecret: string
  readonly signInThrottle: SignInThrottle
  readonly clock: Clock
}
