import { ConnectionArguments, UserError, connectionOf } from '@lyceum/kit'
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { Assessment } from '../assessment/assessment.type.ts'
import { AttemptStatus } from '../attempt/attempt.ts'
import { PairAnswerInput } from '../attempt/attempt.input.ts'
import { Attempt } from '../attempt/attempt.type.ts'
import { GradeInput } from './grade.input.ts'
import { NumericKeyInput } from '../question/question.input.ts'

@ObjectType('AttemptConnection', { description: 'A page of attempts, oldest first.', simpleResolvers: true })
export class AttemptConnection extends connectionOf(Attempt, 'Attempt') {}

@ArgsType()
export class AttemptPageArguments extends ConnectionArguments {
  @Field(() => [AttemptStatus], {
    nullable: true,
    description: 'Only those that stand so; SUBMITTED is the queue for graders.',
  })
  statuses?: AttemptStatus[] | null
}

@InputType({ description: 'Which attempt is taken for grading.' })
export class ClaimGradingInput {
  @Field(() => ID, { description: 'An attempt that is over.' })
  attemptId!: string
}

@InputType({
  description: "A grader's marks for one answer: marks, or scores for every criterion of the rubric.",
})
export class GradeAnswerInput extends GradeInput {
  @Field(() => ID, { description: 'An attempt that the viewer has claimed.' })
  attemptId!: string

  @Field(() => ID, { description: 'One of its questions.' })
  questionId!: string
}

@InputType({ description: 'Which results are let out.' })
export class ReleaseResultsInput {
  @Field(() => ID, { description: 'Of which assessment: every one that is graded.' })
  assessmentId!: string

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Also while others wait to be graded, instead of GRADING_INCOMPLETE.',
  })
  onlyGraded!: boolean
}

@InputType({ description: 'Every text that is right in one gap.' })
export class BlankKeyInput {
  @Field(() => ID, { description: 'Which gap.' })
  blankId!: string

  @Field(() => [String], { description: 'What is right.' })
  accepted!: string[]
}

@InputType({ description: 'A corrected key, in the part that the type of the question asks for.' })
export class CorrectedKeyInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'MULTIPLE_CHOICE: all that are right. SINGLE_CHOICE, TRUE_FALSE: any of these is right. ORDERING: all, in order.',
  })
  optionIds?: string[] | null

  @Field(() => NumericKeyInput, { nullable: true, description: 'NUMERIC.' })
  numeric?: NumericKeyInput | null

  @Field(() => [String], { nullable: true, description: 'SHORT_TEXT.' })
  acceptedTexts?: string[] | null

  @Field(() => [BlankKeyInput], { nullable: true, description: 'FILL_IN_THE_BLANKS: every gap.' })
  blanks?: BlankKeyInput[] | null

  @Field(() => [PairAnswerInput], { nullable: true, description: 'MATCHING: every option.' })
  pairs?: PairAnswerInput[] | null

  @Field(() => Boolean, { defaultValue: false, description: 'SHORT_TEXT and FILL_IN_THE_BLANKS.' })
  isCaseSensitive!: boolean
}

@InputType({ description: 'A corrected key, to look at what it would change.' })
export class PreviewRegradeInput {
  @Field(() => ID, { description: 'The version of a question that was asked.' })
  questionVersionId!: string

  @Field(() => CorrectedKeyInput, { description: 'All of the new key.' })
  key!: CorrectedKeyInput
}

@InputType({ description: 'A corrected key, to be applied as it was previewed.' })
export class ApplyRegradeInput extends PreviewRegradeInput {
  @Field(() => String, {
    description: 'Of the preview: when results have changed since, nothing is applied.',
  })
  fingerprint!: string

  @Field(() => String, { description: 'Why; learners read it in the history of their marks.' })
  reason!: string
}

@ObjectType('RegradedAttempt', {
  description: 'What a corrected key makes of one attempt.',
  simpleResolvers: true,
})
export class RegradedAttemptResult {
  @Field(() => Attempt, { description: 'Whose, and of what.' })
  attempt!: Attempt

  @Field(() => String, { nullable: true, description: 'Decimal; null while some of it is not graded.' })
  oldScore!: string | null

  @Field(() => String, { nullable: true, description: 'Decimal; null while some of it is not graded.' })
  newScore!: string | null

  @Field(() => Boolean, { description: 'Whether it was passed.' })
  isPassedBefore!: boolean

  @Field(() => Boolean, { description: 'Whether it is passed by the corrected key.' })
  isPassed!: boolean
}

@ObjectType('Regrade', { description: 'What a corrected key changes.', simpleResolvers: true })
export class Regrade {
  @Field(() => String, { description: 'Names exactly these changes; applyRegrade asks for it.' })
  fingerprint!: string

  @Field(() => [RegradedAttemptResult], { description: 'Attempts with other marks.' })
  changes!: RegradedAttemptResult[]

  @Field(() => Int, { description: 'How many pass now that did not.' })
  newlyPassedCount!: number

  @Field(() => Int, { description: 'How many no longer pass.' })
  noLongerPassedCount!: number
}

@ObjectType('ClaimGradingPayload', { description: 'The claimed attempt, or who was first.' })
export class ClaimGradingPayload {
  @Field(() => Attempt, {
    nullable: true,
    description: 'With the viewer for 15 minutes from their last grade.',
  })
  attempt?: Attempt | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('GradeAnswerPayload', { description: 'The attempt with its marks, or why they are not taken.' })
export class GradeAnswerPayload {
  @Field(() => Attempt, { nullable: true, description: 'GRADED with the last missing mark.' })
  attempt?: Attempt | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('ReleaseResultsPayload', { description: 'What was let out, or why nothing is.' })
export class ReleaseResultsPayload {
  @Field(() => Assessment, { nullable: true, description: 'Of which.' })
  assessment?: Assessment | null

  @Field(() => Int, { nullable: true, description: 'How many results.' })
  releasedCount?: number | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('PreviewRegradePayload', { description: 'What would change, or why this is no key.' })
export class PreviewRegradePayload {
  @Field(() => Regrade, { nullable: true, description: 'Nothing has changed yet.' })
  preview?: Regrade | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('ApplyRegradePayload', { description: 'What changed, or why nothing did.' })
export class ApplyRegradePayload {
  @Field(() => Regrade, { nullable: true, description: 'All of it, at once.' })
  applied?: Regrade | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
