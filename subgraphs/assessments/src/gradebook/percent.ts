import { fraction, round } from '../marks/fraction.ts'
import { formatUnits } from '../marks/marks.ts'
import { percentUnits } from '../assessment/assessment.ts'

interface Result {
  readonly score: number
  readonly totalMarks: number
}

/** To two places, a half goes up: `'66.67'`. */
export function percentText({ score, totalMarks }: Result): string {
  if (totalMarks === 0) return '0'
  return formatUnits(round(fraction(BigInt(score) * 10_000n, totalMarks)) * 100)
}

/** Decided by the exact score, never by a rounded one. @param passMark in 1/10000 percent */
export function isPassed({ score, totalMarks }: Result, passMark: number): boolean {
  return BigInt(score) * BigInt(percentUnits) >= BigInt(passMark) * BigInt(totalMarks)
}
