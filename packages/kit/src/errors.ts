import type { AccessErrorCode } from './error-codes.ts'

/** How loudly a refusal is logged: what an outsider can provoke at will is no warning. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * A refusal that is thrown, not returned: access and systems, never business rules (those are `UserError` data).
 * Reaches the client as a GraphQL error whose `extensions.code` is `code`.
 */
export abstract class AccessError extends Error {
  abstract readonly code: AccessErrorCode
  readonly logLevel: LogLevel = 'info'
  /** What a program needs besides the code; it is put beside it in `extensions`. */
  readonly details: Readonly<Record<string, unknown>> = {}
}

/** No valid access token came with the request, or it has expired. */
export class UnauthenticatedError extends AccessError {
  override readonly code = 'UNAUTHENTICATED'

  constructor(message = 'Sign in to do this', options?: ErrorOptions) {
    super(message, options)
  }
}

/** The viewer is known and may not do this. Never used for reading: what one may not see does not exist. */
export class ForbiddenError extends AccessError {
  override readonly code = 'FORBIDDEN'

  constructor(message = 'You are not allowed to do this') {
    super(message)
  }
}

/** The thing does not exist, or not for this viewer. */
export class NotFoundError extends AccessError {
  override readonly code = 'NOT_FOUND'

  constructor(kind: string, id: string) {
    super(`${kind} ${id} was not found`)
  }
}

/** The request is malformed: a page size out of range, a cursor we did not write. */
export class BadInputError extends AccessError {
  override readonly code = 'BAD_USER_INPUT'
}

/** Too many attempts; `retryAfterSeconds` says when to try again. */
export class RateLimitedError extends AccessError {
  override readonly code = 'RATE_LIMITED'

  override readonly details: { readonly retryAfterSeconds: number }

  constructor(retryAfterSeconds: number) {
    super(`Too many attempts; try again in ${retryAfterSeconds} s`)
    this.details = { retryAfterSeconds }
  }
}
