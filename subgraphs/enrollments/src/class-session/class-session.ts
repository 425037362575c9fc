/** When a course meets. */
export interface ClassSessionRecord {
  readonly id: string
  readonly courseId: string
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
  /** Null while it takes place, or took place. */
  readonly cancelledAt: Date | null
  readonly createdAt: Date
}

/** Whether somebody came; the values of the `AttendanceStatus` enum. */
export enum AttendanceStatus {
  PRESENT = 'PRESENT',
  LATE = 'LATE',
  EXCUSED = 'EXCUSED',
  ABSENT = 'ABSENT',
}

/** A mark as somebody made it. */
export interface AttendanceMark {
  readonly status: AttendanceStatus
  readonly markedBy: string
  readonly markedAt: Date
}

/** Whether somebody was in a class session: the last mark. */
export interface AttendanceRecord extends AttendanceMark {
  readonly id: string
  readonly classSessionId: string
  readonly userId: string
}

/** A mark that was made on the way to the last one. */
export interface AttendanceChangeRecord extends AttendanceMark {
  readonly id: string
  readonly attendanceId: string
}

/** Somebody's mark of a session as it stands on their report card. */
export interface CardAttendanceRecord extends AttendanceRecord {
  readonly enrollmentId: string
  readonly startsAt: Date
}
