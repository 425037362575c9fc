import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import { EnrollmentStatus } from './enrollment.ts'

registerEnumType(EnrollmentStatus, {
  name: 'EnrollmentStatus',
  description: 'Where an enrolment stands.',
  valuesConfig: {
    PENDING_PAYMENT: { description: 'Waits for its payment; the seat is held.' },
    ACTIVE: { description: 'The person can learn.' },
    COMPLETED: { description: 'Every lecture is done; stays so.' },
    CANCELLED: { description: 'Ended before it was completed.' },
  },
})

@Directive('@key(fields: "id")')
@ObjectType('Enrollment', { description: "A person's place in a course.", simpleResolvers: true })
export class Enrollment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => EnrollmentStatus, { description: 'Where it stands.' })
  status!: EnrollmentStatus

  @Field(() => Int, { description: 'Whole percent of the lectures that are done; 100 only when all are.' })
  progressPercent!: number

  @Field(() => Int, { description: 'How many lectures are done.' })
  completedLectureCount!: number

  @Field(() => Int, { description: 'How many lectures count.' })
  lectureCount!: number

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => Date, {
    nullable: true,
    description: 'When the person could begin; null while payment is awaited.',
  })
  activatedAt!: Date | null

  @Field(() => Date, { nullable: true, description: 'When the last lecture was done.' })
  completedAt!: Date | null

  @Field(() => Date, { nullable: true, description: 'When it was cancelled.' })
  cancelledAt!: Date | null
}
