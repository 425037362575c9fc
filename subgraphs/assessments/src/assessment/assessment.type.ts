import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import { AssessmentKind, AssessmentStatus, Visibility } from './assessment.ts'

registerEnumType(AssessmentKind, { name: 'AssessmentKind', description: 'What kind of assessment it is.' })
registerEnumType(AssessmentStatus, {
  name: 'AssessmentStatus',
  description: 'Who sees an assessment.',
  valuesConfig: {
    DRAFT: { description: 'Only the staff of its course.' },
    PUBLISHED: { description: 'The learners of its course as well.' },
    REMOVED: { description: 'Nobody.' },
  },
})
registerEnumType(Visibility, {
  name: 'AssessmentVisibility',
  description: 'When learners see something of their own attempts.',
  valuesConfig: {
    NEVER: { description: 'Never.' },
    AFTER_SUBMIT: { description: 'As soon as the attempt is over and, for results, graded.' },
    AFTER_DUE: { description: 'When the due time is over for everybody, those with more time included.' },
    AFTER_RELEASE: { description: 'When the staff releases the results.' },
  },
})

@Directive('@key(fields: "id")')
@ObjectType('Assessment', { description: 'A quiz, an exam or an assignment of a course.' })
export class Assessment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => AssessmentKind, { description: 'What kind it is.' })
  kind!: AssessmentKind

  @Field(() => AssessmentStatus, { description: 'Who sees it.' })
  status!: AssessmentStatus

  @Field(() => String, { description: 'What it is called.' })
  title!: string

  @Field(() => String, { description: 'What learners are told before they begin.' })
  instructions!: string

  @Field(() => Date, { nullable: true, description: 'Nobody can begin before; null = at any time.' })
  opensAt!: Date | null

  @Field(() => Date, { nullable: true, description: 'Every attempt ends then at the latest; null = never.' })
  dueAt!: Date | null

  @Field(() => Date, { nullable: true, description: 'When an exam takes place; for the schedule.' })
  examAt!: Date | null

  @Field(() => Int, {
    nullable: true,
    description: 'How long an attempt may take; null = as long as it is open.',
  })
  timeLimitSeconds!: number | null

  @Field(() => Int, { nullable: true, description: 'How many attempts a learner has; null = any number.' })
  attemptLimit!: number | null

  @Field(() => Boolean, {
    description: 'Whether it must be passed to complete the course with a certificate.',
  })
  isRequired!: boolean

  @Field(() => Boolean, { description: 'Whether every attempt has an order of its own.' })
  isShuffled!: boolean

  @Field(() => Visibility, { description: 'When learners see their marks.' })
  resultsVisibility!: Visibility

  @Field(() => Visibility, { description: 'When learners see right answers, explanations and comments.' })
  feedbackVisibility!: Visibility
}

@ObjectType('AssessmentItem', {
  description: 'A fixed question, or a number of questions drawn from a bank.',
})
export class AssessmentItem {
  @Field(() => Int, { description: 'How many questions are drawn; 1 for a fixed one.' })
  drawCount!: number
}

export enum ScheduleMoment {
  OPENS = 'OPENS',
  DUE = 'DUE',
  EXAM = 'EXAM',
}
registerEnumType(ScheduleMoment, {
  name: 'ScheduleMoment',
  description: 'What happens at a time of the schedule.',
})

@ObjectType('ScheduleEntry', { description: 'A date of a course.', simpleResolvers: true })
export class ScheduleEntry {
  @Field(() => Date, { description: 'When.' })
  happensAt!: Date

  @Field(() => ScheduleMoment, { description: 'What happens then.' })
  moment!: ScheduleMoment

  @Field(() => Assessment, { description: 'Of which assessment.' })
  assessment!: Assessment
}
