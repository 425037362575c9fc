import { UserError, connectionOf } from '@lyceum/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { GradeInput } from '../grading/grade.input.ts'

@Directive('@key(fields: "id")')
@ObjectType('Submission', { description: 'What a learner handed in for an assignment.' })
export class Submission {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => Int, { description: "Counts the learner's submissions from 1." })
  number!: number

  @Field(() => String, { description: 'What was written.' })
  text!: string

  @Field(() => Date, { description: "When it was handed in, by the server's clock." })
  submittedAt!: Date

  @Field(() => Int, { description: 'Begun days after the due time.' })
  lateDays!: number

  @Field(() => String, { description: 'SHA-256 over what was handed in, by whom and when: the proof of it.' })
  receipt!: string
}

@ObjectType('SubmissionConnection', {
  description: 'A page of submissions, oldest first.',
  simpleResolvers: true,
})
export class SubmissionConnection extends connectionOf(Submission, 'Submission') {}

@ObjectType('TextSpan', { description: 'A passage, as offsets in UTF-16 code units.', simpleResolvers: true })
export class TextSpan {
  @Field(() => Int, { description: 'Of its first character.' })
  start!: number

  @Field(() => Int, { description: 'Behind its last character.' })
  end!: number
}

@ObjectType('SimilarityEvidence', {
  description: 'A passage that two submissions share.',
  simpleResolvers: true,
})
export class SimilarityEvidence {
  @Field(() => TextSpan, { description: 'In the first one.' })
  first!: TextSpan

  @Field(() => TextSpan, { description: 'In the second one.' })
  second!: TextSpan
}

@ObjectType('SubmissionSimilarity', {
  description: 'How alike two submissions are: a signal to look, never a verdict.',
  simpleResolvers: true,
})
export class SubmissionSimilarity {
  @Field(() => Submission, { description: 'One of the two.' })
  first!: Submission

  @Field(() => Submission, { description: 'The other.' })
  second!: Submission

  @Field(() => Int, { description: 'How much of the shorter one is in the other; 100 for identical files.' })
  percent!: number

  @Field(() => Boolean, { description: 'Whether they have a file in common, byte by byte.' })
  hasIdenticalFiles!: boolean

  @Field(() => [SimilarityEvidence], { description: 'The passages.' })
  evidence!: SimilarityEvidence[]
}

@InputType({ description: 'A file that is handed in.' })
export class SubmittedFileInput {
  @Field(() => ID, {
    description:
      'A document or picture that the viewer uploaded and that is ready; `Submission.files` says the digest of the version that was taken.',
  })
  mediaAssetId!: string

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of its bytes, in hexadecimal: when it is given, nothing but this version is handed in, also if it became ready just now.',
  })
  sha256?: string | null
}

@InputType({ description: 'What is handed in: a text, files, or both.' })
export class SubmitAssignmentInput {
  @Field(() => ID, { description: 'A published assignment.' })
  assessmentId!: string

  @Field(() => String, {
    defaultValue: '',
    description:
      'Up to 200000 bytes as JSON writes it in UTF-8: that many letters of English, a third of Chinese ones.',
  })
  text!: string

  @Field(() => [SubmittedFileInput], {
    defaultValue: [],
    description: 'Up to 20; one that is named twice is one.',
  })
  files!: SubmittedFileInput[]
}

@InputType({ description: 'Which submission is taken for grading.' })
export class ClaimSubmissionInput {
  @Field(() => ID, { description: 'Which.' })
  submissionId!: string
}

@InputType({
  description:
    "A grader's marks for a submission, before the penalty for lateness, which is taken off: marks, or scores for every criterion of the rubric.",
})
export class GradeSubmissionInput extends GradeInput {
  @Field(() => ID, { description: 'A submission that the viewer has claimed.' })
  submissionId!: string
}

@ObjectType('ClaimSubmissionPayload', { description: 'The submission, or why somebody else has it.' })
export class ClaimSubmissionPayload {
  @Field(() => Submission, { nullable: true, description: "The viewer's to grade, for 15 minutes." })
  submission?: Submission | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('SubmitAssignmentPayload', { description: 'What was handed in, or why it is not taken.' })
export class SubmitAssignmentPayload {
  @Field(() => Submission, { nullable: true, description: 'With its receipt.' })
  submission?: Submission | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('GradeSubmissionPayload', {
  description: 'The graded submission, or why the marks are not taken.',
})
export class GradeSubmissionPayload {
  @Field(() => Submission, { nullable: true, description: 'With its marks.' })
  submission?: Submission | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
