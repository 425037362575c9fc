import { describe, expect, it } from 'vitest'

import { isEverythingRequired } from './environment.ts'

/** A program of others, and what it is installed by. */
export interface Tool<Found> {
  readonly name: string
  readonly advice: string
  readonly find: () => Promise<Found | null>
}

/** Registers tests that need a tool. Without it they are skipped by name; in CI that is a failure. */
export async function describeWith<Found>(
  { name, advice, find }: Tool<Found>,
  register: (found: Found) => void,
): Promise<void> {
  const found = await find()
  if (found !== null) describe(`by ${name}`, () => register(found))
  else if (isEverythingRequired) it(`finds ${name}`, () => expect.fail(advice))
  else it.skip(`is checked by ${name}: ${advice}`)
}
