import { UserError, UserErrorCode } from '@lyceum/kit'
import { Field, ObjectType } from 'type-graphql'

import { Enrollment } from './enrollment.type.ts'
import type { EnrollmentRecord } from './enrollment.ts'
import { Course } from './enrollment.stubs.ts'

@ObjectType('AlreadyEnrolledError', {
  implements: UserError,
  description: 'Returned when the person has an enrolment in the course that was not cancelled.',
})
export class AlreadyEnrolledError extends UserError {
  @Field(() => Enrollment, { description: 'The one they have.' })
  readonly enrollment: EnrollmentRecord

  constructor(enrollment: EnrollmentRecord) {
    super(UserErrorCode.ALREADY_ENROLLED, 'This person is enrolled already', ['courseId'])
    this.enrollment = enrollment
  }
}

@ObjectType('PrerequisitesNotMetError', {
  implements: UserError,
  description: 'Returned when the person has not completed what the course builds on.',
})
export class PrerequisitesNotMetError extends UserError {
  @Field(() => [Course], { description: 'The courses to complete first.' })
  readonly missing: Course[]

  constructor(missingIds: readonly string[]) {
    super(UserErrorCode.PREREQUISITES_NOT_MET, 'Complete the prerequisites first', ['courseId'])
    this.missing = missingIds.map((id) => ({ id }))
  }
}
