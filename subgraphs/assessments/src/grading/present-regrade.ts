import { formatOptional } from '../marks/optional-marks.ts'
import type { RegradePlan } from './plan-regrade.ts'

/** A plan as the API says it. */
export function presentRegrade({ changes, fingerprint }: RegradePlan) {
  return {
    fingerprint,
    changes: changes.map((change) => ({
      ...change,
      oldScore: formatOptional(change.oldScore),
      newScore: formatOptional(change.newScore),
    })),
    newlyPassedCount: changes.filter((change) => change.isPassed && !change.isPassedBefore).length,
    noLongerPassedCount: changes.filter((change) => change.isPassedBefore && !change.isPassed).length,
  }
}
