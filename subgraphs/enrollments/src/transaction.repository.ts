import type { Outbox } from '@lyceum/events'
import type { Prisma } from '@lyceum/prisma/enrollments'

import { createCourseRepository } from './course/course.repository.ts'
import { createEnrollmentRepository } from './enrollment/enrollment.repository.ts'
import { createLectureRepository } from './progress/lecture.repository.ts'
import type { EnrollmentsTransaction } from './services.ts'

/** Prisma's client inside a transaction. */
export type Tx = Prisma.TransactionClient

/** The repositories over one transaction, and the outbox that commits with it. */
export function openTransaction(tx: Tx, outbox: Outbox, requestId: string | null): EnrollmentsTransaction {
  return {
    courses: createCourseRepository(tx),
    enrollments: createEnrollmentRepository(tx),
    lectures: createLectureRepository(tx),
    say: (event) => outbox.add(tx, { ...event, requestId }),
  }
}
