import { percentUnits } from '../assessment/assessment.ts'

interface LatePolicy {
  readonly dueAt: Date | null
  /** Null = nothing is taken after the due time. */
  readonly lateUntil: Date | null
  /** Of the total, for each begun day, in 1/10000 percent. */
  readonly latePenalty: number
}

const dayMilliseconds = 86_400_000

/** How late something is that is handed in now, in begun days, and what it costs; null when it is no longer taken. */
export function judgeLateness(
  { dueAt, lateUntil, latePenalty }: LatePolicy,
  now: Date,
): { readonly lateDays: number; readonly penalty: number } | null {
  if (dueAt === null || now <= dueAt) return { lateDays: 0, penalty: 0 }
  if (lateUntil === null || now > lateUntil) return null
  const lateDays = Math.ceil((now.getTime() - dueAt.getTime()) / dayMilliseconds)
  return { lateDays, penalty: Math.min(percentUnits, lateDays * latePenalty) }
}

/** The marks that are left of a score; never less than none. In 1/10000, rounded down. */
export function afterPenalty(rawScore: number, totalMarks: number, penalty: number): number {
  const off = (BigInt(totalMarks) * BigInt(penalty) + BigInt(percentUnits) - 1n) / BigInt(percentUnits)
  return Math.max(0, rawScore - Number(off))
}
