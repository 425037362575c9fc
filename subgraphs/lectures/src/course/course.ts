import type { EventPayload } from '@lyceum/events'

export type CourseStatus = EventPayload<'course.updated'>['status']

/** What decides who may do what in a course: the course, and whether the one who asks is enrolled (active or completed). */
export interface CourseAccess {
  readonly id: string
  readonly status: CourseStatus
  readonly instructorIds: readonly string[]
  readonly isViewerEnrolled: boolean
}

/** What a course's lectures come to. */
export interface CourseTotals {
  readonly courseId: string
  readonly lectureCount: number
  readonly totalDurationSeconds: number
}
