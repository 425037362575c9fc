import type { AssessmentRecord } from './assessment.ts'
import { ScheduleMoment } from './assessment.type.ts'

interface Entry {
  readonly happensAt: Date
  readonly moment: ScheduleMoment
  readonly assessment: AssessmentRecord
}

/** Every date of some assessments, earliest first. */
export function listSchedule(assessments: readonly AssessmentRecord[]): Entry[] {
  return assessments
    .flatMap((assessment) => [
      { at: assessment.opensAt, moment: ScheduleMoment.OPENS, assessment },
      { at: assessment.examAt, moment: ScheduleMoment.EXAM, assessment },
      { at: assessment.dueAt, moment: ScheduleMoment.DUE, assessment },
    ])
    .flatMap(({ at, ...entry }) => (at === null ? [] : [{ happensAt: at, ...entry }]))
    .toSorted((a, b) => a.happensAt.getTime() - b.happensAt.getTime())
}
