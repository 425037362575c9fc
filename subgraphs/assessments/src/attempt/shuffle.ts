import { createHash } from 'node:crypto'

/**
 * The items in an order that a seed decides: the same seed and purpose give the same order on every machine, for ever, so
 * an appeal can replay it. Every order is equally likely (Fisher-Yates over SHA-256 in counter mode, without modulo bias).
 *
 * @param seed kept with the attempt
 * @param purpose what is shuffled, so that two lists of one attempt are shuffled independently
 */
export function shuffle<T>(
  items: readonly T[],
  { seed, purpose }: { readonly seed: string; readonly purpose: string },
): T[] {
  const draw = createDraws(`${seed}:${purpose}`)
  const keyed = [...items]
  for (let last = keyed.length - 1; last > 0; last -= 1) {
    const other = draw(last + 1)
    const [a, b] = [keyed[last], keyed[other]]
    if (a === undefined || b === undefined) continue
    keyed[last] = b
    keyed[other] = a
  }
  return keyed
}

const wordRange = 2 ** 32

function createDraws(key: string): (below: number) => number {
  let counter = 0
  return function draw(below: number): number {
    const word = createHash('sha256').update(`${key}:${counter}`).digest().readUInt32BE(0)
    counter += 1
    const fairRange = wordRange - (wordRange % below)
    return word < fairRange ? word % below : draw(below)
  }
}
