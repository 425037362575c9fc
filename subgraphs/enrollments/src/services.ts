import type { NewEvent } from '@lyceum/events'
import type { Clock } from '@lyceum/ports/clock'

import type { EnrollmentsContext } from './context.ts'
import type { AttendanceRepository } from './class-session/attendance.repository.ts'
import type { ClassSessionRepository } from './class-session/class-session.repository.ts'
import type { CourseRepository } from './course/course.repository.ts'
import type { EnrollmentRepository } from './enrollment/enrollment.repository.ts'
import type { PersonRepository } from './person/person.repository.ts'
import type { LectureRepository } from './progress/lecture.repository.ts'
import type { RemarkRepository } from './remark/remark.repository.ts'
import type { ReportCardRepository } from './report-card/report-card.repository.ts'

export interface EnrollmentsRepositories {
  readonly attendance: AttendanceRepository
  readonly classSessions: ClassSessionRepository
  readonly courses: CourseRepository
  readonly enrollments: EnrollmentRepository
  readonly lectures: LectureRepository
  readonly people: PersonRepository
  readonly remarks: RemarkRepository
  readonly reportCards: ReportCardRepository
}

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface EnrollmentsTransaction extends EnrollmentsRepositories {
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface EnrollmentsServices extends EnrollmentsRepositories {
  inTransaction<T>(
    /** Null when no request asked for it. */
    context: Pick<EnrollmentsContext, 'requestId'> | { readonly requestId: null },
    work: (transaction: EnrollmentsTransaction) => Promise<T>,
  ): Promise<T>
  readonly clock: Clock
}
