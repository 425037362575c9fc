import { createHmac } from 'node:crypto'

import { Piscina } from 'piscina'

import type { PasswordTask } from './password-worker.mjs'

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long for nobody's password (`hash: null`) as for somebody's, so that time does not tell who has an account. */
  verify(password: string, hash: string | null): Promise<boolean>
  close(): Promise<void>
}

export interface PasswordOptions {
  /** A secret outside the database: without it, a stolen table is of no use. */
  readonly pepper: string
  /** bcrypt's cost: the logarithm of its rounds. @default 12 */
  readonly cost?: number
}

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
    maxThreads: 2,
    idleTimeout: 30_000,
  })
  let nobodysHash: Promise<string> | undefined

  function digest(password: string): string {
    return createHmac('sha384', pepper).update(password).digest('base64')
  }

  async function hash(password: string): Promise<string> {
    return String(await pool.run({ kind: 'hash', password: digest(password), cost }))
  }

  return {
    hash,
    async verify(password, known) {
      nobodysHash ??= hash('')
      const against = known ?? (await nobodysHash)
      const matches = await pool.run({ kind: 'verify', password: digest(password), hash: against })
      return known !== null && matches === true
    },
    close: () => pool.close(),
  }
}
