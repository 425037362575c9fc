import type { Outbox } from '@lyceum/events'
import type { Prisma } from '@lyceum/prisma/enrollments'

import { createAttendanceRepository } from './class-session/attendance.repository.ts'
import { createClassSessionRepository } from './class-session/class-session.repository.ts'
import { createCourseRepository } from './course/course.repository.ts'
import { createEnrollmentRepository } from './enrollment/enrollment.repository.ts'
import { createPersonRepository } from './person/person.repository.ts'
import { createLectureRepository } from './progress/lecture.repository.ts'
import { createRemarkRepository } from './remark/remark.repository.ts'
import { createReportCardRepository } from './report-card/report-card.repository.ts'
import type { EnrollmentsRepositories, EnrollmentsTransaction } from './services.ts'

/** Prisma's client inside a transaction. */
export type Tx = Prisma.TransactionClient

/** The repositories over one client. */
export function createRepositories(client: Tx): EnrollmentsRepositories {
  return {
    attendance: createAttendanceRepository(client),
    classSessions: createClassSessionRepository(client),
    courses: createCourseRepository(client),
    enrollments: createEnrollmentRepository(client),
    lectures: createLectureRepository(client),
    people: createPersonRepository(client),
    remarks: createRemarkRepository(client),
    reportCards: createReportCardRepository(client),
  }
}

/** The repositories over one transaction, and the outbox that commits with it. */
export function openTransaction(tx: Tx, outbox: Outbox, requestId: string | null): EnrollmentsTransaction {
  return {
    ...createRepositories(tx),
    say: (event) => outbox.add(tx, { ...event, requestId }),
  }
}
