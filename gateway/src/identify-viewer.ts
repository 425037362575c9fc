import { UnauthenticatedError, bearerToken } from '@lyceum/kit'
import type { TokenVerifier, Viewer } from '@lyceum/kit'

/**
 * The person an `Authorization` header speaks for; no header at all is anybody.
 * @throws {UnauthenticatedError} for a header that is no bearer token, or a token that does not hold
 */
export async function identifyViewer(
  authorization: string | undefined,
  verifyAccessToken: TokenVerifier,
): Promise<Viewer> {
  if (authorization === undefined) return null
  const token = bearerToken(authorization)
  if (token === null) throw new UnauthenticatedError('The Authorization header is no bearer token')
  return verifyAccessToken(token)
}
