import type { z } from 'zod'

import { UserErrorCode } from './error-codes.ts'
import { fail, succeed } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { BasicUserError } from './user-error.ts'

/**
 * Checks what a client sent against a schema. On success `value` is the parsed value; on failure there is one
 * `INVALID_INPUT` error per fault, its path beginning with `root`.
 *
 * @param root where the value stands among the arguments: `['input']`, or `[]` for flat arguments
 */
export function checkInput<T>(
  schema: z.ZodType<T>,
  value: unknown,
  root: readonly string[] = ['input'],
): Outcome<{ value: T }> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return succeed({ value: parsed.data })
  return fail(
    ...parsed.error.issues.map(
      (issue) =>
        new BasicUserError(UserErrorCode.INVALID_INPUT, issue.message, [...root, ...issue.path.map(String)]),
    ),
  )
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Ids are opaque to clients; anything that is no id of ours belongs to nothing, so it is not found rather than malformed. */
export function isId(value: string): boolean {
  return uuidPattern.test(value)
}
