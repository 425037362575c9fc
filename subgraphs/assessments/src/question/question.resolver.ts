import { ConnectionArguments, toConnection, toPageRequest, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import { presentForStaff } from './present-question.ts'
import { AddQuestionsInput, CreateQuestionBankInput, ReviseQuestionInput } from './question.input.ts'
import {
  AddQuestionsPayload,
  CreateQuestionBankPayload,
  QuestionConnection,
  ReviseQuestionPayload,
} from './question.payloads.ts'
import type { QuestionBankRecord } from './question.ts'
import { Question, QuestionBank } from './question.type.ts'
import { addQuestions, createQuestionBank, reviseQuestion } from './write-questions.ts'

@Resolver(() => QuestionBank)
export class QuestionBankResolver {
  constructor(private readonly services: AssessmentsServices) {}

  @Query(() => QuestionBank, {
    nullable: true,
    description: 'One question bank; null for all but the staff of its course.',
  })
  questionBank(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: AssessmentsContext,
  ): Promise<QuestionBankRecord | null> {
    return findVisibleBank(context, id)
  }

  @FieldResolver(() => QuestionConnection, { description: 'Its questions, oldest first.' })
  async questions(
    @Root() { id }: QuestionBankRecord,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ): Promise<Connection<Question>> {
    const request = toPageRequest(args, 1)
    const versions = await this.services.questions.listPageOfBank(id, request)
    return toConnection(versions.map(presentForStaff), request, (question) => [question.id])
  }

  @Mutation(() => CreateQuestionBankPayload, { description: 'Makes a question bank for a course.' })
  async createQuestionBank(
    @Arg('input', () => CreateQuestionBankInput, { description: 'Where, and its name.' })
    input: CreateQuestionBankInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await createQuestionBank(this.services, context, input))
  }

  @Mutation(() => AddQuestionsPayload, { description: 'Adds questions to a bank, all or none.' })
  async addQuestions(
    @Arg('input', () => AddQuestionsInput, { description: 'The questions.' }) input: AddQuestionsInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await addQuestions(this.services, context, input))
  }

  @Mutation(() => ReviseQuestionPayload, {
    description: 'Writes the next version of a question; attempts that have begun keep theirs.',
  })
  async reviseQuestion(
    @Arg('input', () => ReviseQuestionInput, { description: 'All of it, anew.' }) input: ReviseQuestionInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await reviseQuestion(this.services, context, input))
  }
}

/** Null for everybody but the staff of its course. */
export async function findVisibleBank(
  context: AssessmentsContext,
  id: string,
): Promise<QuestionBankRecord | null> {
  const bank = await context.banks.load(id)
  return bank !== null && (await context.isStaffOf(bank.courseId)) ? bank : null
}

/** Null for everybody but the staff of its course. */
export async function findVisibleQuestion(context: AssessmentsContext, id: string): Promise<Question | null> {
  const version = await context.questions.load(id)
  return version !== null && (await context.isStaffOf(version.courseId)) ? presentForStaff(version) : null
}
