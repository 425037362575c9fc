import { toConnection, toPageRequest, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import type { AssessmentRecord } from '../assessment/assessment.ts'
import { Assessment } from '../assessment/assessment.type.ts'
import { AttemptStatus } from '../attempt/attempt.ts'
import type { AttemptRecord } from '../attempt/attempt.ts'
import type { AssessmentsContext } from '../context.ts'
import type { AssessmentsServices } from '../services.ts'
import { claimGrading } from './claim-grading.ts'
import { gradeAnswer } from './grade-answer.ts'
import {
  ApplyRegradeInput,
  ApplyRegradePayload,
  AttemptConnection,
  AttemptPageArguments,
  ClaimGradingInput,
  ClaimGradingPayload,
  GradeAnswerInput,
  GradeAnswerPayload,
  PreviewRegradeInput,
  PreviewRegradePayload,
  ReleaseResultsInput,
  ReleaseResultsPayload,
} from './grading.operations.ts'
import { presentRegrade } from './present-regrade.ts'
import { applyRegrade, previewRegrade } from './regrade.ts'
import { releaseResults } from './release-results.ts'

/** What graders do. */
@Resolver(() => Assessment)
export class GradingResolver {
  constructor(private readonly services: AssessmentsServices) {}

  @FieldResolver(() => AttemptConnection, {
    nullable: true,
    description: "Everybody's attempts, oldest first; null for all but the staff.",
  })
  async attempts(
    @Root() { id, courseId }: AssessmentRecord,
    @Args(() => AttemptPageArguments) args: AttemptPageArguments,
    @Ctx() context: AssessmentsContext,
  ): Promise<Connection<AttemptRecord> | null> {
    if (!(await context.isStaffOf(courseId))) return null
    const request = toPageRequest(args, 1)
    const rows = await this.services.attempts.listPage(
      id,
      request,
      args.statuses ?? Object.values(AttemptStatus),
    )
    return toConnection(rows, request, (attempt) => [attempt.id])
  }

  @Mutation(() => ClaimGradingPayload, {
    description: 'Takes an attempt for grading, so that two people do not grade it at once.',
  })
  async claimGrading(
    @Arg('input', () => ClaimGradingInput, { description: 'Which.' }) input: ClaimGradingInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await claimGrading(this.services, context, input))
  }

  @Mutation(() => GradeAnswerPayload, {
    description: 'Gives marks for one answer; the last missing ones complete the result.',
  })
  async gradeAnswer(
    @Arg('input', () => GradeAnswerInput, { description: 'The marks.' }) input: GradeAnswerInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await gradeAnswer(this.services, context, input))
  }

  @Mutation(() => ReleaseResultsPayload, {
    description: 'Lets learners have the graded results of an assessment.',
  })
  async releaseResults(
    @Arg('input', () => ReleaseResultsInput, { description: 'Of which.' }) input: ReleaseResultsInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await releaseResults(this.services, context, input))
  }

  @Mutation(() => PreviewRegradePayload, {
    description: 'Shows what a corrected key would change; changes nothing.',
  })
  async previewRegrade(
    @Arg('input', () => PreviewRegradeInput, { description: 'The key.' }) input: PreviewRegradeInput,
    @Ctx() context: AssessmentsContext,
  ) {
    const outcome = await previewRegrade(this.services, context, input)
    return toPayload(outcome.ok ? { ...outcome, preview: presentRegrade(outcome.preview) } : outcome)
  }

  @Mutation(() => ApplyRegradePayload, {
    description: 'Corrects a key and every result that depends on it, as previewed.',
  })
  async applyRegrade(
    @Arg('input', () => ApplyRegradeInput, { description: 'The key, the preview and the reason.' })
    input: ApplyRegradeInput,
    @Ctx() context: AssessmentsContext,
  ) {
    const outcome = await applyRegrade(this.services, context, input)
    return toPayload(outcome.ok ? { ...outcome, applied: presentRegrade(outcome.applied) } : outcome)
  }
}
