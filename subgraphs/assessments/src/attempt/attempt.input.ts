import { Field, ID, InputType, Int } from 'type-graphql'

@InputType({ description: 'Which assessment is begun.' })
export class StartAttemptInput {
  @Field(() => ID, { description: 'A published quiz or exam.' })
  assessmentId!: string
}

@InputType({ description: 'What stands in one gap.' })
export class BlankAnswerInput {
  @Field(() => ID, { description: 'Which gap.' })
  blankId!: string

  @Field(() => String, { description: 'What stands in it.' })
  text!: string
}

@InputType({ description: 'Two things that are put together.' })
export class PairAnswerInput {
  @Field(() => ID, { description: 'One of the options.' })
  optionId!: string

  @Field(() => ID, { description: 'One of the targets.' })
  targetId!: string
}

@InputType({
  description: 'An answer, in the parts that its question asks for; nothing takes an answer back.',
})
export class AnswerInput {
  @Field(() => [ID], { nullable: true, description: 'What is chosen; for ORDERING all options, in order.' })
  optionIds?: string[]

  @Field(() => String, { nullable: true, description: 'SHORT_TEXT and ESSAY.' })
  text?: string

  @Field(() => String, {
    nullable: true,
    description: 'NUMERIC: as the learner wrote it, `9.81`, `9,81` or `6e23`.',
  })
  number?: string

  @Field(() => String, {
    nullable: true,
    description: 'NUMERIC: one of the units, where the question has some.',
  })
  unit?: string

  @Field(() => [BlankAnswerInput], { nullable: true, description: 'FILL_IN_THE_BLANKS.' })
  blanks?: BlankAnswerInput[]

  @Field(() => [PairAnswerInput], { nullable: true, description: 'MATCHING.' })
  pairs?: PairAnswerInput[]

  @Field(() => [ID], {
    nullable: true,
    description:
      'FILE_UPLOAD: uploaded media assets. They stay the versions that they are when the answer is kept.',
  })
  mediaAssetIds?: string[]
}

@InputType({ description: 'An answer to keep.' })
export class SaveAnswerInput {
  @Field(() => ID, { description: 'A running attempt of the viewer.' })
  attemptId!: string

  @Field(() => ID, { description: 'A question of the attempt.' })
  questionId!: string

  @Field(() => Int, {
    description:
      'Counts up with every change of this answer, from 1; an answer with a lower one never replaces it.',
  })
  clientSequence!: number

  @Field(() => AnswerInput, { description: 'All of the answer.' })
  answer!: AnswerInput
}

@InputType({ description: 'Which attempt is handed in.' })
export class SubmitAttemptInput {
  @Field(() => ID, { description: 'An attempt of the viewer.' })
  attemptId!: string
}

@InputType({ description: 'More time for one learner; replaces what they were granted before.' })
export class GrantExtraTimeInput {
  @Field(() => ID, { description: 'In which assessment.' })
  assessmentId!: string

  @Field(() => ID, { description: 'To whom.' })
  userId!: string

  @Field(() => Int, { description: 'On top of the time limit.' })
  extraSeconds!: number

  @Field(() => Date, {
    nullable: true,
    description: 'A due time of their own; null = that of the assessment.',
  })
  dueAt?: Date | null

  @Field(() => String, { description: 'Why; for the record.' })
  reason!: string
}
