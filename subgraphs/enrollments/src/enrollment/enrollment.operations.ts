import { ConnectionArguments, UserError, connectionOf } from '@lyceum/kit'
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql'

import { Enrollment } from './enrollment.type.ts'
import { EnrollmentStatus } from './enrollment.ts'

@ObjectType('EnrollmentConnection', {
  description: 'A page of enrolments, newest first.',
  simpleResolvers: true,
})
export class EnrollmentConnection extends connectionOf(Enrollment, 'Enrollment') {}

@ArgsType()
export class EnrollmentPageArguments extends ConnectionArguments {
  @Field(() => EnrollmentStatus, { nullable: true, description: 'Only those that stand so.' })
  status?: EnrollmentStatus | null
}

@ArgsType()
export class EnrollmentsArguments extends EnrollmentPageArguments {
  @Field(() => ID, { nullable: true, description: 'Only in this course.' })
  courseId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only of this person.' })
  userId?: string | null
}

@ArgsType()
export class CreateEnrollmentArguments {
  @Field(() => ID, { description: 'Who enrols: the viewer, or anybody for administrators.' })
  userId!: string

  @Field(() => ID, { description: 'In which course.' })
  courseId!: string
}

@InputType({ description: 'Which enrolment ends.' })
export class CancelEnrollmentInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrollmentId!: string
}

@ObjectType('CreateEnrollmentPayload', { description: 'The new enrolment, or why there is none.' })
export class CreateEnrollmentPayload {
  @Field(() => Enrollment, { nullable: true, description: 'Active at once in a free course.' })
  enrollment?: Enrollment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('CancelEnrollmentPayload', { description: 'The cancelled enrolment, or why it goes on.' })
export class CancelEnrollmentPayload {
  @Field(() => Enrollment, { nullable: true, description: 'The enrolment, cancelled.' })
  enrollment?: Enrollment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
