import { createHash } from 'node:crypto'

import { expect } from 'vitest'

/** Compares by length and digest: element by element, as `toEqual` does, megabytes take seconds. */
export function expectSameBytes(actual: Uint8Array, expected: Uint8Array): void {
  expect(summarize(actual)).toEqual(summarize(expected))
}

function summarize(bytes: Uint8Array): { length: number; sha256: string } {
  return { length: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
