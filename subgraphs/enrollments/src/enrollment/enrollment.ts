/** Where an enrolment stands; the values of the `EnrollmentStatus` enum. */
export enum EnrollmentStatus {
  PENDING_PAYMENT = 'PENDING_PAYMENT',
  ACTIVE = 'ACTIVE',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
}

/** Why an enrolment ended. Only one whose hold expired can come back, by a payment that was under way. */
export type CancelReason = 'REQUESTED' | 'COURSE_DELETED' | 'HOLD_EXPIRED' | 'REFUNDED'

/** A person's place in a course. */
export interface EnrollmentRecord {
  readonly id: string
  readonly userId: string
  readonly courseId: string
  readonly status: EnrollmentStatus
  /** Whole percent, rounded down: 100 only when every lecture is done. */
  readonly progressPercent: number
  readonly completedLectureCount: number
  readonly lectureCount: number
  /** Increases with every change; the version of the enrolment's events. */
  readonly version: bigint
  readonly createdAt: Date
  readonly activatedAt: Date | null
  readonly completedAt: Date | null
  readonly cancelledAt: Date | null
  readonly cancelReason: CancelReason | null
}
