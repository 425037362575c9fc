import { Field, ID, InputType, Int } from 'type-graphql'

import { RubricCriterionInput } from '../question/question.input.ts'
import { AssessmentKind, Visibility } from './assessment.ts'

@InputType({
  description: 'What an author decides of an assessment. What is left out is as its default says.',
})
export class AssessmentSettingsInput {
  @Field(() => ID, { nullable: true, description: 'A module of the course; null = the whole course.' })
  moduleId?: string | null

  @Field(() => String, { description: 'Up to 200 characters.' })
  title!: string

  @Field(() => String, { defaultValue: '', description: 'What learners are told before they begin.' })
  instructions!: string

  @Field(() => Date, { nullable: true, description: 'Nobody can begin before.' })
  opensAt?: Date | null

  @Field(() => Date, { nullable: true, description: 'Every attempt ends then at the latest.' })
  dueAt?: Date | null

  @Field(() => Date, { nullable: true, description: 'When an exam takes place; for the schedule.' })
  examAt?: Date | null

  @Field(() => Int, { nullable: true, description: 'How long an attempt may take, 10 seconds or more.' })
  timeLimitSeconds?: number | null

  @Field(() => Int, { nullable: true, description: 'How many attempts a learner has; null = any number.' })
  attemptLimit?: number | null

  @Field(() => String, { defaultValue: '50', description: 'Decimal: the percentage that passes.' })
  passMarkPercent!: string

  @Field(() => String, {
    defaultValue: '1',
    description: "Decimal: how much it counts in the course's grade.",
  })
  weight!: string

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it must be passed to complete the course with a certificate.',
  })
  isRequired!: boolean

  @Field(() => Boolean, { defaultValue: true, description: 'Whether every attempt has an order of its own.' })
  isShuffled!: boolean

  @Field(() => Visibility, {
    defaultValue: Visibility.AFTER_SUBMIT,
    description: 'When learners see their marks.',
  })
  resultsVisibility!: Visibility

  @Field(() => Visibility, {
    defaultValue: Visibility.AFTER_SUBMIT,
    description: 'When learners see right answers, explanations and comments.',
  })
  feedbackVisibility!: Visibility

  @Field(() => String, {
    defaultValue: '0',
    description: 'Assignments, decimal: percent of the total for each begun day.',
  })
  latePenaltyPercentPerDay!: string

  @Field(() => Date, {
    nullable: true,
    description: 'Assignments: nothing is taken after; null = at the due time.',
  })
  lateEndsAt?: Date | null

  @Field(() => String, {
    defaultValue: '',
    description: 'Assignments: text that everybody was given; it never counts as similar.',
  })
  template!: string
}

@InputType({ description: 'A new assessment.' })
export class CreateAssessmentInput extends AssessmentSettingsInput {
  @Field(() => ID, { description: 'Of which course.' })
  courseId!: string

  @Field(() => AssessmentKind, { description: 'What kind it is; stays.' })
  kind!: AssessmentKind

  @Field(() => String, {
    nullable: true,
    description: 'Decimal: the marks of an assignment. Those of a quiz or exam follow from its questions.',
  })
  totalMarks?: string | null
}

@InputType({ description: 'New settings for an assessment.' })
export class ReviseAssessmentInput {
  @Field(() => ID, { description: 'Which.' })
  assessmentId!: string

  @Field(() => AssessmentSettingsInput, { description: 'All of them, as they are from now on.' })
  settings!: AssessmentSettingsInput
}

@InputType({ description: 'A fixed question, or a number of questions drawn from a bank: one of the two.' })
export class AssessmentItemInput {
  @Field(() => ID, { nullable: true, description: 'A question that everybody gets.' })
  questionId?: string | null

  @Field(() => ID, { nullable: true, description: 'A bank that every attempt draws from anew.' })
  bankId?: string | null

  @Field(() => Int, { defaultValue: 1, description: 'How many are drawn from the bank.' })
  drawCount!: number

  @Field(() => String, {
    nullable: true,
    description: "Decimal: what each question is worth here; needed for a bank. @default the question's own",
  })
  marks?: string | null
}

@InputType({ description: 'What an assessment is made of.' })
export class SetAssessmentItemsInput {
  @Field(() => ID, { description: 'Which assessment; a quiz or an exam.' })
  assessmentId!: string

  @Field(() => [AssessmentItemInput], { description: 'All of it, in order.' })
  items!: AssessmentItemInput[]
}

@InputType({ description: 'What graders of an assignment go by.' })
export class SetAssessmentRubricInput {
  @Field(() => ID, { description: 'Which assessment; an assignment.' })
  assessmentId!: string

  @Field(() => [RubricCriterionInput], {
    description: "Its marks add up to the assignment's; empty = one mark for the whole.",
  })
  rubric!: RubricCriterionInput[]
}

@InputType({ description: 'Which assessment is shown.' })
export class PublishAssessmentInput {
  @Field(() => ID, { description: 'Which.' })
  assessmentId!: string
}

@InputType({ description: 'Which assessment is hidden.' })
export class UnpublishAssessmentInput {
  @Field(() => ID, { description: 'Which.' })
  assessmentId!: string
}

@InputType({ description: 'Which assessment goes.' })
export class RemoveAssessmentInput {
  @Field(() => ID, { description: 'Which.' })
  assessmentId!: string
}
