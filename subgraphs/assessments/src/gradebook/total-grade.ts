import { add, compare, divide, fraction, multiply, round, subtract, zero } from '../marks/fraction.ts'
import type { Fraction } from '../marks/fraction.ts'
import { percentUnits } from '../assessment/assessment.ts'
import type { AssessmentKind } from '../assessment/assessment.ts'

/** A released result that counts; numbers are whole (units of 1/10000). */
export interface GradeEntry {
  readonly kind: AssessmentKind
  readonly score: number
  readonly totalMarks: number
  readonly weight: number
}

/** How many of the worst results of each kind do not count; at least one of each kind always does. */
export type DropRules = Readonly<Record<AssessmentKind, number>>

interface Weighed {
  readonly share: Fraction
  readonly weight: Fraction
}

/**
 * The weighted mean of the results, in 1/10000 percent, exact until it is rounded once at the end; null when nothing with a
 * weight counts.
 *
 * What is dropped is what makes the mean highest, not simply the lowest percentages: with unequal weights dropping those
 * could make a better score lower the total. A weighted mean of any fixed choice rises with each score, so the highest of
 * all choices does too.
 */
export function totalGrade(entries: readonly GradeEntry[], drop: DropRules): number | null {
  const groups = groupByKind(entries)
  if (groups.length === 0) return null
  const keep = groups.map(({ kind, items }) => ({ items, count: Math.max(1, items.length - drop[kind]) }))
  // Dinkelbach's method: keep what is furthest above the present mean; when the mean no longer rises, it is the highest.
  let mean = zero
  for (;;) {
    const best = meanOf(keep.flatMap(({ items, count }) => pickBest(items, count, mean)))
    if (compare(best, mean) <= 0) return round(multiply(best, fraction(percentUnits)))
    mean = best
  }
}

function groupByKind(entries: readonly GradeEntry[]): { kind: AssessmentKind; items: Weighed[] }[] {
  const groups = new Map<AssessmentKind, Weighed[]>()
  for (const { kind, score, totalMarks, weight } of entries) {
    if (weight === 0 || totalMarks === 0) continue
    const item = { share: fraction(score, totalMarks), weight: fraction(weight) }
    groups.set(kind, [...(groups.get(kind) ?? []), item])
  }
  return [...groups].map(([kind, items]) => ({ kind, items }))
}

function pickBest(items: readonly Weighed[], count: number, mean: Fraction): readonly Weighed[] {
  const gain = ({ share, weight }: Weighed) => multiply(weight, subtract(share, mean))
  return items.toSorted((a, b) => compare(gain(b), gain(a))).slice(0, count)
}

function meanOf(items: readonly Weighed[]): Fraction {
  const sum = items.reduce((total, { share, weight }) => add(total, multiply(share, weight)), zero)
  const weights = items.reduce((total, { weight }) => add(total, weight), zero)
  return divide(sum, weights)
}
