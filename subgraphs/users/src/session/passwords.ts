import { createHmac } from 'node:crypto'

import { Piscina } from 'piscina'

import { createFairQueue } from './fair-queue.ts'
import type { PasswordTask } from './password-worker.mjs'

/** A password that somebody sent. */
export interface SentPassword {
  readonly password: string
  /** From which address; each has its turn, so that one that floods keeps nobody else from signing in. */
  readonly clientAddress: string | null
}

/** Both throw a `RateLimitedError` when more is asked for than the machine can do in time. */
export interface Passwords {
  hash(sent: SentPassword): Promise<string>
  /** Takes as long for nobody's password (`hash: null`) as for somebody's, so that time does not tell who has an account. */
  verify(sent: SentPassword, hash: string | null): Promise<boolean>
  close(): Promise<void>
}

export interface PasswordOptions {
  /** A secret outside the database: without it, a stolen table is of no use. */
  readonly pepper: string
  /** bcrypt's cost: the logarithm of its rounds. @default 12 */
  readonly cost?: number
}

const threads = 2
/** Below the time after which the gateway no longer waits for an answer: what was refused must not have happened. */
const longestWaitMs = 5_000

/**
 * Hashes with bcrypt in a small pool of threads, never on the event loop: cost 12 is a third of a second of CPU.
 *
 * bcrypt reads 72 bytes and stops at NUL, so it is given base64(HMAC-SHA-384(pepper, password)): 64 characters whatever the
 * length, as OWASP's Password Storage Cheat Sheet writes it.
 */
export function createPasswords({ pepper, cost = 12 }: PasswordOptions): Passwords {
  const pool = new Piscina<PasswordTask, string | boolean>({
    filename: new URL('./password-worker.mjs', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
  })
  const queue = createFairQueue({ concurrency: threads, longestWaitMs })
  let nobodysHash: Promise<string> | undefined

  function digest(password: string): string {
    return createHmac('sha384', pepper).update(password).digest('base64')
  }

  async function compute(password: string): Promise<string> {
    return String(await pool.run({ kind: 'hash', password: digest(password), cost }))
  }

  return {
    hash: ({ password, clientAddress }) => queue.run(clientAddress ?? '', () => compute(password)),
    verify: ({ password, clientAddress }, known) =>
      queue.run(clientAddress ?? '', async () => {
        nobodysHash ??= compute('')
        const against = known ?? (await nobodysHash)
        const matches = await pool.run({ kind: 'verify', password: digest(password), hash: against })
        return known !== null && matches === true
      }),
    close: () => pool.close(),
  }
}
