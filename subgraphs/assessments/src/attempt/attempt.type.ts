import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import { Answer, QuestionOption, RubricCriterion } from '../question/question.type.ts'
import { QuestionType } from '../question/question.ts'
import { AttemptStatus } from './attempt.ts'

registerEnumType(AttemptStatus, {
  name: 'AttemptStatus',
  description: 'Where an attempt stands; it never goes back to IN_PROGRESS.',
  valuesConfig: {
    IN_PROGRESS: { description: 'Takes answers.' },
    SUBMITTED: { description: 'Over; some of it waits for a person.' },
    GRADED: { description: 'Over and graded.' },
  },
})

@ObjectType('RubricScore', { description: 'What a grader gave for one criterion.', simpleResolvers: true })
export class RubricScoreResult {
  @Field(() => ID, { description: 'Which criterion.' })
  criterion!: string

  @Field(() => String, { description: 'Decimal.' })
  marks!: string
}

@ObjectType('AttemptQuestion', {
  description: 'A question as it was asked in this attempt, with the last answer that was acknowledged.',
  simpleResolvers: true,
})
export class AttemptQuestion {
  @Field(() => ID, { description: 'What saveAnswer names it by.' })
  id!: string

  @Field(() => ID, { description: 'Of the version that was asked; what a corrected key names it by.' })
  version!: string

  @Field(() => QuestionType, { description: 'What kind of answer it wants.' })
  type!: QuestionType

  @Field(() => String, { description: 'What is asked.' })
  prompt!: string

  @Field(() => String, { description: 'Decimal: what it is worth.' })
  marks!: string

  @Field(() => [QuestionOption], { description: 'What there is to choose, match or order.' })
  options!: QuestionOption[]

  @Field(() => [QuestionOption], { description: 'MATCHING: what the options are matched with.' })
  targets!: QuestionOption[]

  @Field(() => [ID], { description: 'FILL_IN_THE_BLANKS: the gaps, in order.' })
  blanks!: string[]

  @Field(() => [String], { description: 'NUMERIC: the units to choose from; empty = a bare number.' })
  units!: string[]

  @Field(() => [RubricCriterion], { description: 'What graders go by.' })
  rubric!: RubricCriterion[]

  @Field(() => Answer, { nullable: true, description: 'The last one that was acknowledged.' })
  answer!: Answer | null

  @Field(() => Int, { description: 'Of that answer; 0 without one. The next change counts on from here.' })
  clientSequence!: number

  @Field(() => Date, { nullable: true, description: 'When it was acknowledged.' })
  savedAt!: Date | null

  @Field(() => Boolean, { description: 'Whether it came within the grace after the end.' })
  isLate!: boolean

  @Field(() => String, { nullable: true, description: 'Decimal; null while the results are not shown.' })
  score!: string | null

  @Field(() => [RubricScoreResult], { description: 'Empty while the results are not shown.' })
  rubricScores!: RubricScoreResult[]

  @Field(() => String, { nullable: true, description: "The grader's; null while feedback is not shown." })
  comment!: string | null

  @Field(() => Answer, {
    nullable: true,
    description: 'One that is right; null while feedback is not shown.',
  })
  correctAnswer!: Answer | null

  @Field(() => String, { nullable: true, description: 'Null while feedback is not shown.' })
  explanation!: string | null
}

@Directive('@key(fields: "id")')
@ObjectType('Attempt', { description: 'One go of a learner at a quiz or an exam.' })
export class Attempt {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => Int, { description: "Counts the learner's attempts from 1." })
  number!: number

  @Field(() => AttemptStatus, { description: 'Where it stands.' })
  status!: AttemptStatus

  @Field(() => Date, { description: "When it began, by the server's clock, like every time here." })
  startedAt!: Date

  @Field(() => Date, {
    nullable: true,
    description:
      'When it ends; answers on their way are taken for 15 seconds more. Null = when it is submitted.',
  })
  endsAt!: Date | null

  @Field(() => Date, { nullable: true, description: 'When it was handed in; never after its end.' })
  submittedAt!: Date | null

  @Field(() => Boolean, { description: 'Whether the end of its time handed it in.' })
  isTimedOut!: boolean
}

@ObjectType('ScoreChange', { description: 'A corrected key changed the marks of an attempt.' })
export class ScoreChange {
  @Field(() => String, { description: 'Why the key was corrected.' })
  reason!: string

  @Field(() => Date, { description: 'When.' })
  changedAt!: Date
}

@ObjectType('AnswerReceipt', { description: 'An answer is kept for good.', simpleResolvers: true })
export class AnswerReceiptResult {
  @Field(() => Int, {
    description: 'Of the answer that is kept; higher than the one sent when a newer one was there.',
  })
  clientSequence!: number

  @Field(() => Date, { description: 'When it was kept.' })
  savedAt!: Date

  @Field(() => Boolean, { description: 'Whether it came within the grace after the end.' })
  isLate!: boolean
}
