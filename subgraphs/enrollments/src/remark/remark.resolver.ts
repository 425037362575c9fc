import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import type { EnrollmentsContext } from '../context.ts'
import { User } from '../enrollment/enrollment.stubs.ts'
import type { EnrollmentsServices } from '../services.ts'
import { editRemark } from './edit-remark.ts'
import {
  EditRemarkInput,
  EditRemarkPayload,
  WithdrawRemarkInput,
  WithdrawRemarkPayload,
  WriteRemarkInput,
  WriteRemarkPayload,
} from './remark.operations.ts'
import type { RemarkRecord } from './remark.ts'
import { Remark } from './remark.type.ts'
import { withdrawRemark } from './withdraw-remark.ts'
import { writeRemark } from './write-remark.ts'

@Resolver(() => Remark)
export class RemarkResolver {
  constructor(private readonly services: EnrollmentsServices) {}

  @Mutation(() => WriteRemarkPayload, {
    description: "Writes on a learner's report card. For the instructors of the course and administrators.",
  })
  async writeRemark(
    @Arg('input', () => WriteRemarkInput, { description: 'The remark.' }) input: WriteRemarkInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await writeRemark(this.services, context, input))
  }

  @Mutation(() => EditRemarkPayload, { description: 'Changes what a remark says. For its author.' })
  async editRemark(
    @Arg('input', () => EditRemarkInput, { description: 'The new words.' }) input: EditRemarkInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await editRemark(this.services, context, input))
  }

  @Mutation(() => WithdrawRemarkPayload, {
    description:
      'Takes a remark back: the learner no longer sees it. For its author and administrators. Twice is once.',
  })
  async withdrawRemark(
    @Arg('input', () => WithdrawRemarkInput, { description: 'Which.' }) input: WithdrawRemarkInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await withdrawRemark(this.services, context, input))
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who wrote it.' })
  author(@Root() { authorId }: RemarkRecord): User {
    return { id: authorId }
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who took it back; null when nobody did.' })
  withdrawnBy(@Root() { withdrawnBy }: RemarkRecord): User | null {
    return withdrawnBy === null ? null : { id: withdrawnBy }
  }
}
