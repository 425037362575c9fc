import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: "A grader's marks for one criterion." })
export class RubricScoreInput {
  @Field(() => ID, { description: "One of the rubric's criteria." })
  criterionId!: string

  @Field(() => String, { description: 'Decimal: at most the marks of the criterion.' })
  marks!: string
}

/** What a grader says, of an answer or of a submission. */
@InputType({ description: 'What a grader says.' })
export abstract class GradeInput {
  @Field(() => String, { nullable: true, description: 'Decimal: where there is no rubric.' })
  marks?: string | null

  @Field(() => [RubricScoreInput], {
    nullable: true,
    description: 'Where there is one: each criterion once.',
  })
  rubricScores?: RubricScoreInput[] | null

  @Field(() => String, { nullable: true, description: 'For the learner.' })
  comment?: string | null
}
