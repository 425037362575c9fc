import { UserError } from '@lyceum/kit'
import { Field, ID, ObjectType } from 'type-graphql'

import { Assessment } from './assessment.type.ts'

@ObjectType('CreateAssessmentPayload', { description: 'The new draft, or why there is none.' })
export class CreateAssessmentPayload {
  @Field(() => Assessment, { nullable: true, description: 'A draft.' })
  assessment?: Assessment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('ReviseAssessmentPayload', { description: 'The assessment as it is now, or why it stays.' })
export class ReviseAssessmentPayload {
  @Field(() => Assessment, { nullable: true, description: 'With its new settings.' })
  assessment?: Assessment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('SetAssessmentItemsPayload', { description: 'The assessment as it is now, or why it stays.' })
export class SetAssessmentItemsPayload {
  @Field(() => Assessment, { nullable: true, description: 'With its new items.' })
  assessment?: Assessment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('SetAssessmentRubricPayload', {
  description: 'The assessment as it is now, or why it stays.',
})
export class SetAssessmentRubricPayload {
  @Field(() => Assessment, { nullable: true, description: 'With its new rubric.' })
  assessment?: Assessment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('PublishAssessmentPayload', { description: 'The published assessment, or why it stays hidden.' })
export class PublishAssessmentPayload {
  @Field(() => Assessment, { nullable: true, description: 'Published.' })
  assessment?: Assessment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('UnpublishAssessmentPayload', { description: 'The hidden assessment, or why it stays.' })
export class UnpublishAssessmentPayload {
  @Field(() => Assessment, { nullable: true, description: 'A draft again.' })
  assessment?: Assessment | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('RemoveAssessmentPayload', { description: 'What went, or why it stays.' })
export class RemoveAssessmentPayload {
  @Field(() => ID, { nullable: true, description: 'Of what is gone.' })
  removedAssessmentId?: string | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
