import type { PrismaClient } from '@lyceum/prisma/payments'
import { z } from 'zod'

/** Whose request it is, and by which key it is known. */
export interface KeyOwner {
  readonly userId: string
  readonly operation: string
  readonly key: string
}

/** A request that may run: nobody else runs one with the key before `lockedUntil`. */
export interface Claim extends KeyOwner {
  readonly lockedUntil: Date
}

export interface KnownRequest {
  readonly requestHash: string
  /** The id of what it made; null when it made nothing yet. */
  readonly answerId: string | null
  readonly lockedUntil: Date
}

const answerSchema = z.object({ id: z.string() }).nullable()

export type IdempotencyRepository = ReturnType<typeof createIdempotencyRepository>

export function createIdempotencyRepository(
  client: Pick<PrismaClient, 'idempotencyKey' | '$queryRaw' | '$executeRaw'>,
) {
  return {
    /** Claims a key that is new, forgotten, or was left by a request that died before it made anything. */
    async claim(
      { userId, operation, key, lockedUntil }: Claim,
      request: { readonly hash: string; readonly now: Date; readonly forgottenBefore: Date },
    ): Promise<boolean> {
      const { hash, now, forgottenBefore } = request
      const rows = await client.$queryRaw<unknown[]>`
        INSERT INTO payments.idempotency_key AS known (user_id, operation, key, request_hash, created_at, locked_until)
        VALUES (${userId}::uuid, ${operation}, ${key}, ${hash}, ${now}, ${lockedUntil})
        ON CONFLICT (user_id, operation, key) DO UPDATE SET
          request_hash = excluded.request_hash, answer = NULL, created_at = excluded.created_at,
          locked_until = excluded.locked_until
        WHERE known.created_at < ${forgottenBefore}
          OR (known.answer IS NULL AND known.locked_until <= ${now} AND known.request_hash = excluded.request_hash)
        RETURNING key`
      return rows.length > 0
    },

    async findRequest({ userId, operation, key }: KeyOwner): Promise<KnownRequest | null> {
      const row = await client.idempotencyKey.findUnique({
        where: { userId_operation_key: { userId, operation, key } },
      })
      if (row === null) return null
      return { ...row, answerId: answerSchema.parse(row.answer)?.id ?? null }
    },

    /** Keeps what the request made, in the transaction that makes it. @throws when somebody else took the claim over */
    async keepAnswer(claim: Claim, id: string): Promise<void> {
      const { userId, operation, key, lockedUntil } = claim
      const { count } = await client.idempotencyKey.updateMany({
        where: { userId, operation, key, lockedUntil },
        data: { answer: { id } },
      })
      if (count !== 1) throw new Error(`The claim on the idempotency key of ${operation} was lost`)
    },

    /** Lets others have the answer. */
    async unlock({ userId, operation, key, lockedUntil }: Claim, now: Date): Promise<void> {
      await client.idempotencyKey.updateMany({
        where: { userId, operation, key, lockedUntil },
        data: { lockedUntil: now },
      })
    },

    /** Forgets a request that was refused before it made anything. */
    async release({ userId, operation, key, lockedUntil }: Claim): Promise<void> {
      await client.$executeRaw`
        DELETE FROM payments.idempotency_key
        WHERE user_id = ${userId}::uuid AND operation = ${operation} AND key = ${key}
          AND locked_until = ${lockedUntil} AND answer IS NULL`
    },
  }
}
