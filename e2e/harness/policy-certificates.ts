import { MarkLectureRead, present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'
import { eventually } from '@lyceum/testkit/eventually'

import { CertificateOfEnrollment } from '../policy-operations.ts'
import { createPublishedCourse, enroll } from './courses.ts'
import type { Person } from './people.ts'

/** A certificate as its holder sees it. */
export interface EarnedCertificate {
  readonly id: string
  /** What anybody verifies it by. */
  readonly code: string
}

/** Earns a certificate the way everybody does: by reading all that a course has. */
export async function earnCertificate(instructor: Client, learner: Person): Promise<EarnedCertificate> {
  const course = await createPublishedCourse(instructor, { title: 'To be completed' })
  const enrollmentId = await enroll(learner, course)
  for (const lectureId of course.lectureIds) {
    succeeded((await learner.execute(MarkLectureRead, { input: { lectureId } })).markLectureRead)
  }
  return eventually(async () => {
    const { enrollment } = await learner.execute(CertificateOfEnrollment, { id: enrollmentId })
    return present(enrollment?.certificate, 'certificate')
  })
}
