/**
 * Divides a whole amount in proportion to weights, without losing or making a minor unit: what rounding down leaves goes to
 * the largest remainders, the first of equals first. No part exceeds its weight when the amount does not exceed their sum.
 *
 * @param amount whole and not negative
 * @param weights whole and not negative
 */
export function allocate(amount: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) return weights.map(() => 0)
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight)
    return { index, share: Number(product / total), remainder: product % total }
  })
  const left = amount - shares.reduce((sum, { share }) => sum + share, 0)
  const lucky = new Set(
    shares
      .toSorted((a, b) =>
        a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
      )
      .slice(0, left)
      .map(({ index }) => index),
  )
  return shares.map(({ index, share }) => share + (lucky.has(index) ? 1 : 0))
}

/** A whole percentage of an amount, half a minor unit rounded up. */
export function percentOf(amount: number, percent: number): number {
  return Number((BigInt(amount) * BigInt(percent) + 50n) / 100n)
}
