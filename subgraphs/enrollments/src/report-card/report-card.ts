/** A released result on somebody's report card: the best one of an assessment. */
export interface AssessmentResultRecord {
  /** Whose card it stands on. */
  readonly enrollmentId: string
  readonly assessmentId: string
  readonly title: string
  /** An exact decimal without superfluous zeros, such as `87.5`. */
  readonly scorePercent: string
  readonly isPassed: boolean
  readonly isRequired: boolean
  readonly gradedAt: Date
}

/** The grade on somebody's report card. */
export interface GradeRecord {
  readonly enrollmentId: string
  /** An exact decimal without superfluous zeros; null while nothing counts. */
  readonly totalPercent: string | null
}

/** How often somebody came to the class sessions of a course that took place. */
export interface AttendanceCount {
  readonly enrollmentId: string
  readonly presentCount: number
  readonly lateCount: number
  readonly excusedCount: number
  readonly absentCount: number
}
