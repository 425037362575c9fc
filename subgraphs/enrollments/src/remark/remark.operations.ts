import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { Remark } from './remark.type.ts'

@InputType({ description: 'A new remark.' })
export class WriteRemarkInput {
  @Field(() => ID, { description: 'On which report card.' })
  reportCardId!: string

  @Field(() => String, { description: 'Plain text, 1 to 4000 characters.' })
  text!: string
}

@InputType({ description: 'What a remark says from now on.' })
export class EditRemarkInput {
  @Field(() => ID, { description: 'Which.' })
  remarkId!: string

  @Field(() => String, { description: 'Plain text, 1 to 4000 characters.' })
  text!: string
}

@InputType({ description: 'Which remark is taken back.' })
export class WithdrawRemarkInput {
  @Field(() => ID, { description: 'Which.' })
  remarkId!: string
}

@ObjectType('RemarkPayload', { description: 'A remark, or why there is none.' })
abstract class RemarkPayload {
  @Field(() => Remark, { nullable: true, description: 'The remark; null when it did not work.' })
  remark?: Remark | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('WriteRemarkPayload', { description: 'The new remark, or why there is none.' })
export class WriteRemarkPayload extends RemarkPayload {}

@ObjectType('EditRemarkPayload', { description: 'The remark as it is now, or why it stays.' })
export class EditRemarkPayload extends RemarkPayload {}

@ObjectType('WithdrawRemarkPayload', { description: 'The remark, taken back.' })
export class WithdrawRemarkPayload extends RemarkPayload {}
