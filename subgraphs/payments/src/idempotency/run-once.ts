import { createHash } from 'node:crypto'

import { BasicUserError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { z } from 'zod'

import type { Claim, IdempotencyRepository, KeyOwner } from './idempotency.repository.ts'

/** How long a key means the same request. */
const keptMilliseconds = 7 * 24 * 60 * 60 * 1_000
/** How long a request may run before another one with the same key takes over. */
const lockMilliseconds = 60_000
const path = ['input', 'idempotencyKey']

/** A key as clients choose it, a UUID for example. */
export const idempotencyKeySchema = z.string().min(1).max(255)

export interface OnceRequest extends KeyOwner {
  /** What was asked for, in a canonical form: the same key with something else is refused. */
  readonly request: unknown
}

interface OnceServices {
  readonly clock: Clock
  readonly idempotency: IdempotencyRepository
}

/**
 * Runs a request once for its key. `run` keeps the id of what it made with `keepAnswer` in the transaction that makes it;
 * from then on the key answers with that id, whatever happens to the process. A refusal keeps nothing.
 */
export async function runOnce(
  { clock, idempotency }: OnceServices,
  { request, ...owner }: OnceRequest,
  run: (claim: Claim) => Promise<Outcome<{ id: string }>>,
): Promise<Outcome<{ id: string }>> {
  const now = clock.now()
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const claim: Claim = { ...owner, lockedUntil: new Date(now.getTime() + lockMilliseconds) }
  const forgottenBefore = new Date(now.getTime() - keptMilliseconds)
  if (!(await idempotency.claim(claim, { hash, now, forgottenBefore }))) {
    return await answerAgain({ clock, idempotency }, owner, hash)
  }
  let outcome: Outcome<{ id: string }>
  try {
    outcome = await run(claim)
  } catch (error) {
    await idempotency.release(claim)
    await idempotency.unlock(claim, clock.now())
    throw error
  }
  if (outcome.ok) await idempotency.unlock(claim, clock.now())
  else await idempotency.release(claim)
  return outcome
}

async function answerAgain(
  { clock, idempotency }: OnceServices,
  owner: KeyOwner,
  hash: string,
): Promise<Outcome<{ id: string }>> {
  const known = await idempotency.findRequest(owner)
  if (known !== null && known.requestHash !== hash) {
    const message = 'This key was used for something else'
    return fail(new BasicUserError(UserErrorCode.IDEMPOTENCY_KEY_REUSED, message, path))
  }
  if (known === null || known.answerId === null || known.lockedUntil > clock.now()) {
    const message = 'A request with this key is being worked on; ask again in a moment'
    return fail(new BasicUserError(UserErrorCode.IDEMPOTENCY_IN_PROGRESS, message, path))
  }
  return succeed({ id: known.answerId })
}
