import { createAssessmentsSubgraph } from '@lyceum/assessments'
import type { AssessmentsDependencies } from '@lyceum/assessments'
import { createCertificatesSubgraph } from '@lyceum/certificates'
import type { CertificatesDependencies } from '@lyceum/certificates'
import { createCoursesSubgraph } from '@lyceum/courses'
import type { CoursesDependencies } from '@lyceum/courses'
import { createEnrollmentsSubgraph } from '@lyceum/enrollments'
import type { EnrollmentsDependencies } from '@lyceum/enrollments'
import type { Subgraph } from '@lyceum/kit'
import { createLecturesSubgraph } from '@lyceum/lectures'
import type { LecturesDependencies } from '@lyceum/lectures'
import { createMediaSubgraph } from '@lyceum/media'
import type { MediaDependencies } from '@lyceum/media'
import { createNotificationsSubgraph } from '@lyceum/notifications'
import type { NotificationsDependencies } from '@lyceum/notifications'
import { createPaymentsSubgraph } from '@lyceum/payments'
import type { PaymentsDependencies } from '@lyceum/payments'
import { createUsersSubgraph } from '@lyceum/users'
import type { UsersDependencies, UsersSubgraph } from '@lyceum/users'

/** What all subgraphs together need of their host. */
export type SubgraphDependencies = UsersDependencies &
  CoursesDependencies &
  LecturesDependencies &
  EnrollmentsDependencies &
  AssessmentsDependencies &
  PaymentsDependencies &
  CertificatesDependencies &
  MediaDependencies &
  NotificationsDependencies

/** The subgraphs of the platform. */
export interface Subgraphs {
  readonly users: UsersSubgraph
  /** `users` included, in the order to start them in. */
  readonly all: readonly Subgraph[]
}

/** Makes every subgraph of the platform; none does anything before its `start()`. */
export async function createSubgraphs(dependencies: SubgraphDependencies): Promise<Subgraphs> {
  const users = await createUsersSubgraph(dependencies)
  const others = [
    createCoursesSubgraph(dependencies),
    createLecturesSubgraph(dependencies),
    createEnrollmentsSubgraph(dependencies),
    createAssessmentsSubgraph(dependencies),
    await createPaymentsSubgraph(dependencies),
    await createCertificatesSubgraph(dependencies),
    createMediaSubgraph(dependencies),
    createNotificationsSubgraph(dependencies),
  ]
  return { users, all: [users, ...others] }
}
