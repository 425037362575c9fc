import { BasicUserError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { UsersContext } from '../context.ts'
import type { UsersServices } from '../services.ts'
import { hashRefreshToken, successorOf } from './refresh-token.ts'
import type { RefreshTokenRecord } from './refresh-token.repository.ts'
import type { Tokens } from './sign-in.ts'

/** For how long a used token still answers with its successor: a lost reply, two tabs at once. */
export const reuseGraceSeconds = 10

/**
 * Exchanges a refresh token for new tokens. A token works once; using it again after the grace means that it was copied, so
 * the whole session ends.
 */
export async function refreshSession(
  services: UsersServices,
  context: UsersContext,
  token: string,
): Promise<Outcome<Tokens>> {
  const now = services.clock.now()
  const known = await services.refreshTokens.findToken(hashRefreshToken(token))
  if (known === null || known.revokedAt !== null || known.expiresAt <= now) return refuse()
  const successor = successorOf(token, services.refreshSecret)
  const isRotated = await services.inTransaction(context, async ({ refreshTokens }) => {
    if (!(await refreshTokens.consumeToken(known.id, now))) return false
    const { userId, familyId, expiresAt } = known
    await refreshTokens.insertToken({ userId, familyId, expiresAt, tokenHash: hashRefreshToken(successor) })
    return true
  })
  if (!isRotated && !(await isWithinGrace(services, token, now))) {
    await services.refreshTokens.revokeFamily(known.familyId, now)
    context.logger.warn(
      { event: 'refresh_token.reused', userId: known.userId },
      'a refresh token was used twice',
    )
    return refuse()
  }
  const user = await services.users.findUserById(known.userId)
  if (user === null) return refuse()
  return succeed({
    ...(await services.accessTokens.issue(user, known.familyId)),
    refreshToken: successor,
    user,
  })
}

async function isWithinGrace(services: UsersServices, token: string, now: Date): Promise<boolean> {
  const used: RefreshTokenRecord | null = await services.refreshTokens.findToken(hashRefreshToken(token))
  if (used === null || used.usedAt === null || used.revokedAt !== null) return false
  return now.getTime() - used.usedAt.getTime() <= reuseGraceSeconds * 1_000
}

function refuse() {
  return fail(new BasicUserError(UserErrorCode.INVALID_REFRESH_TOKEN, 'Sign in again', ['refreshToken']))
}
