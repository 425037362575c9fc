import { UserError, connectionOf } from '@lyceum/kit'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

@ObjectType('CourseGrade', { description: 'What the released results of a learner make of a course.' })
export class CourseGrade {}

@ObjectType('CourseGradeConnection', { description: 'A page of grades.', simpleResolvers: true })
export class CourseGradeConnection extends connectionOf(CourseGrade, 'CourseGrade') {}

@ObjectType('GradingRules', {
  description: 'How results become the grade of a course.',
  simpleResolvers: true,
})
export class GradingRules {
  @Field(() => Int, { description: 'How many of the worst quizzes do not count.' })
  dropLowestQuizzes!: number

  @Field(() => Int, { description: 'How many of the worst exams do not count.' })
  dropLowestExams!: number

  @Field(() => Int, { description: 'How many of the worst assignments do not count.' })
  dropLowestAssignments!: number
}

@InputType({
  description: 'How results become the grade of a course; at least one of each kind always counts.',
})
export class SetGradingRulesInput {
  @Field(() => ID, { description: 'Of which course.' })
  courseId!: string

  @Field(() => Int, { defaultValue: 0, description: 'How many of the worst quizzes do not count.' })
  dropLowestQuizzes!: number

  @Field(() => Int, { defaultValue: 0, description: 'How many of the worst exams do not count.' })
  dropLowestExams!: number

  @Field(() => Int, { defaultValue: 0, description: 'How many of the worst assignments do not count.' })
  dropLowestAssignments!: number
}

@ObjectType('SetGradingRulesPayload', { description: 'The rules as they are now, or why they stay.' })
export class SetGradingRulesPayload {
  @Field(() => GradingRules, {
    nullable: true,
    description: 'Every grade of the course follows them already.',
  })
  gradingRules?: GradingRules | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
