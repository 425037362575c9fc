import { UserError, connectionOf } from '@lyceum/kit'
import { Field, ObjectType } from 'type-graphql'

import { Question, QuestionBank } from './question.type.ts'

@ObjectType('QuestionConnection', {
  description: 'A page of questions, oldest first.',
  simpleResolvers: true,
})
export class QuestionConnection extends connectionOf(Question, 'Question') {}

@ObjectType('CreateQuestionBankPayload', { description: 'The new bank, or why there is none.' })
export class CreateQuestionBankPayload {
  @Field(() => QuestionBank, { nullable: true, description: 'Empty as yet.' })
  questionBank?: QuestionBank | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('AddQuestionsPayload', { description: 'The new questions, or why there are none.' })
export class AddQuestionsPayload {
  @Field(() => [Question], { nullable: true, description: 'In the order in which they were given.' })
  questions?: Question[] | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('ReviseQuestionPayload', { description: 'The question as it is now, or why it stays.' })
export class ReviseQuestionPayload {
  @Field(() => Question, { nullable: true, description: 'In its new version.' })
  question?: Question | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
