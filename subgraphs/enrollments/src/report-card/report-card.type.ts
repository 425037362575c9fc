import { connectionOf } from '@lyceum/kit'
import { ArgsType, Directive, Field, ID, Int, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType('ReportCard', {
  description:
    'How somebody does in a course. For the learner, the instructors of the course and administrators.',
  simpleResolvers: true,
})
export class ReportCard {
  @Field(() => ID, { description: 'Opaque and stable; there is one for each enrolment.' })
  id!: string
}

@ObjectType('AssessmentResult', {
  description: 'The best released result of an assessment; a regrade replaces it.',
  simpleResolvers: true,
})
export class AssessmentResult {
  @Field(() => String, { description: 'What the assessment was called when it was graded.' })
  title!: string

  @Field(() => String, { description: 'Exact decimal, such as 87.5.' })
  scorePercent!: string

  @Field(() => Boolean, { description: 'Whether the pass mark was reached.' })
  isPassed!: boolean

  @Field(() => Boolean, { description: 'Whether a certificate needs it to be passed.' })
  isRequired!: boolean

  @Field(() => Date, { description: 'When it was graded, or graded again.' })
  gradedAt!: Date
}

@ObjectType('AttendanceSummary', {
  description: 'How often somebody came to the class sessions of a course; cancelled ones do not count.',
  simpleResolvers: true,
})
export class AttendanceSummary {
  @Field(() => Int, { description: 'How often they were there.' })
  presentCount!: number

  @Field(() => Int, { description: 'How often they came late.' })
  lateCount!: number

  @Field(() => Int, { description: 'How often they were excused.' })
  excusedCount!: number

  @Field(() => Int, { description: 'How often they were missing.' })
  absentCount!: number

  @Field(() => Int, {
    nullable: true,
    description:
      'Whole percent, rounded down: present and late, of present, late and absent. Excused does not count. Null while nothing counts.',
  })
  attendancePercent!: number | null
}

@ObjectType('ReportCardConnection', { description: 'A page of report cards.', simpleResolvers: true })
export class ReportCardConnection extends connectionOf(ReportCard, 'ReportCard') {}

@ObjectType('AssessmentResultConnection', { description: 'A page of results.', simpleResolvers: true })
export class AssessmentResultConnection extends connectionOf(AssessmentResult, 'AssessmentResult') {}

@ArgsType()
export class ReportCardOfCourseArguments {
  @Field(() => ID, { description: 'Of which course.' })
  courseId!: string
}
