/** A course as enrolment rules need it. */
export interface CourseRecord {
  readonly id: string
  readonly status: string
  readonly isFree: boolean
  /** Null = unlimited. */
  readonly capacity: number | null
  readonly seatsTaken: number
  readonly prerequisiteIds: readonly string[]
  readonly instructorIds: readonly string[]
}
