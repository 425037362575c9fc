import { UserError } from '@lyceum/kit'
import { Field, ObjectType } from 'type-graphql'

import { AnswerReceiptResult, Attempt } from './attempt.type.ts'

@ObjectType('StartAttemptPayload', { description: 'The running attempt, or why there is none.' })
export class StartAttemptPayload {
  @Field(() => Attempt, { nullable: true, description: 'A new one, or the one that is running already.' })
  attempt?: Attempt | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('SaveAnswerPayload', { description: 'What is kept, or why nothing more is taken.' })
export class SaveAnswerPayload {
  @Field(() => AnswerReceiptResult, { nullable: true, description: 'The answer is durable.' })
  receipt?: AnswerReceiptResult | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('SubmitAttemptPayload', { description: 'The attempt, over.' })
export class SubmitAttemptPayload {
  @Field(() => Attempt, { nullable: true, description: 'However often it was handed in, it ended once.' })
  attempt?: Attempt | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('GrantExtraTimePayload', { description: 'What was granted.' })
export class GrantExtraTimePayload {
  @Field(() => Attempt, { nullable: true, description: 'With its new end; null when none is running.' })
  runningAttempt?: Attempt | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
