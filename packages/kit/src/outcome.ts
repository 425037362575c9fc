import type { UserError } from './user-error.ts'

/** What a use-case answers: what it made, or every reason why it made nothing. */
export type Outcome<T extends object> = (T & { readonly ok: true }) | Failure

export interface Failure {
  readonly ok: false
  readonly errors: readonly UserError[]
}

/** `succeed({ course })` */
export function succeed<T extends object>(result: T): T & { readonly ok: true } {
  return { ...result, ok: true }
}

/** `fail(new BasicUserError(UserErrorCode.SLUG_TAKEN, '...', ['input', 'slug']))` */
export function fail(...errors: readonly UserError[]): Failure {
  return { ok: false, errors }
}

/** The fields of a mutation's payload: the result's, or none and the errors. */
export function toPayload<T extends object>(outcome: Outcome<T>): Partial<T> & { userErrors: UserError[] } {
  if (!outcome.ok) return { userErrors: [...outcome.errors] } as Partial<T> & { userErrors: UserError[] }
  const { ok: _, ...result } = outcome
  return { ...(result as Partial<T>), userErrors: [] }
}
