import { setTimeout as wait } from 'node:timers/promises'
import { isRetryable } from './database-errors.ts'

/** What a repository needs of a client or a transaction to run SQL of its own. */
export interface RawQueries {
  $queryRaw<T = unknown>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<T>
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): PromiseLike<T>
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
}

/** A Prisma client, seen only as something that runs transactions. `Tx` is the client inside one. */
export interface TransactionalClient<Tx> {
  $transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>
}

/** Runs all of `run` in one transaction; its promise resolves after COMMIT. */
export type Transact<Tx> = <T>(run: (tx: Tx) => Promise<T>) => Promise<T>

export interface TransactorOptions {
  /** Runs of a transaction before its error is thrown. @default 5 */
  readonly attempts?: number
  /** First pause between runs, in milliseconds; it doubles, and each pause is a random part of it. @default 20 */
  readonly backoffMilliseconds?: number
}

/**
 * The one way to run a transaction: READ COMMITTED, and the whole of it again after a serialization failure or a
 * deadlock. `run` may therefore be called several times: it must have no effect outside its transaction.
 */
export function createTransactor<Tx>(
  client: TransactionalClient<Tx>,
  { attempts = 5, backoffMilliseconds = 20 }: TransactorOptions = {},
): Transact<Tx> {
  return async (run) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await client.$transaction(run)
      } catch (error) {
        if (attempt >= attempts || !isRetryable(error)) throw error
        await wait(Math.random() * backoffMilliseconds * 2 ** attempt)
      }
    }
  }
}
