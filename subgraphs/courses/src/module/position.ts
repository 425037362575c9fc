import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

import { isPositionTaken } from './module.repository.ts'
import type { Gap } from './module.repository.ts'

/** How often a position is chosen again because somebody took it in the meantime. */
const attempts = 10
/** Among how many positions a later attempt draws, so that editors who collided once part. */
const choices = 32
const longestPauseMilliseconds = 20

/** A position inside the gap: the shortest at first, a random one after a collision. */
export function choosePosition({ before, after }: Gap, attempt: number): string {
  if (attempt === 1) return generateKeyBetween(before, after)
  const positions = generateNKeysBetween(before, after, choices)
  return positions[randomInt(choices)] ?? generateKeyBetween(before, after)
}

/** Runs a transaction that takes a position, again when somebody else took the same one at the same time. */
export async function withFreePosition<T>(transaction: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(attempt)
    } catch (error) {
      if (attempt >= attempts || !isPositionTaken(error)) throw error
      await wait(randomInt(longestPauseMilliseconds * attempt))
    }
  }
}
