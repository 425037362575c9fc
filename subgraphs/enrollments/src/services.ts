import type { NewEvent } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import type { EnrollmentsContext } from './context.ts'
import type { CourseRepository } from './course/course.repository.ts'
import type { EnrollmentRepository } from './enrollment/enrollment.repository.ts'
import type { LectureRepository } from './progress/lecture.repository.ts'

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface EnrollmentsTransaction {
  readonly courses: CourseRepository
  readonly enrollments: EnrollmentRepository
  readonly lectures: LectureRepository
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface EnrollmentsServices {
  readonly courses: CourseRepository
  readonly enrollments: EnrollmentRepository
  inTransaction<T>(
    /** Null when no request asked for it. */
    context: Pick<EnrollmentsContext, 'requestId'> | { readonly requestId: null },
    work: (transaction: EnrollmentsTransaction) => Promise<T>,
  ): Promise<T>
  readonly clock: Clock
}
