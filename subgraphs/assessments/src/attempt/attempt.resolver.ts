import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { AssessmentRecord } from '../assessment/assessment.ts'
import { Assessment } from '../assessment/assessment.type.ts'
import type { AssessmentsContext } from '../context.ts'
import { User } from '../course/course.stubs.ts'
import { isPassed, percentText } from '../gradebook/percent.ts'
import { formatUnits } from '../marks/marks.ts'
import { formatOptional } from '../marks/optional-marks.ts'
import type { AssessmentsServices } from '../services.ts'
import {
  GrantExtraTimeInput,
  SaveAnswerInput,
  StartAttemptInput,
  SubmitAttemptInput,
} from './attempt.input.ts'
import {
  GrantExtraTimePayload,
  SaveAnswerPayload,
  StartAttemptPayload,
  SubmitAttemptPayload,
} from './attempt.payloads.ts'
import type { AttemptRecord } from './attempt.ts'
import { Attempt, AttemptQuestion, ScoreChange } from './attempt.type.ts'
import { findVisibleAttempt, listPresentedQuestions, visibleScore } from './find-visible-attempt.ts'
import { grantExtraTime } from './grant-extra-time.ts'
import { saveAnswer } from './save-answer.ts'
import { startAttempt } from './start-attempt.ts'
import { submitAttempt } from './submit-attempt.ts'

@Resolver(() => Attempt)
export class AttemptResolver {
  constructor(private readonly services: AssessmentsServices) {}

  @Query(() => Attempt, {
    nullable: true,
    description: 'One attempt; null for all but the learner and the staff of the course.',
  })
  attempt(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: AssessmentsContext,
  ): Promise<AttemptRecord | null> {
    return findVisibleAttempt(this.services, context, id)
  }

  @Mutation(() => StartAttemptPayload, {
    description:
      'Begins an attempt and fixes its end, or answers the one that is running: also for a second device.',
  })
  async startAttempt(
    @Arg('input', () => StartAttemptInput, { description: 'Of what.' }) input: StartAttemptInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await startAttempt(this.services, context, input))
  }

  @Mutation(() => SaveAnswerPayload, {
    description: 'Keeps an answer; when it answers, the answer is durable.',
  })
  async saveAnswer(
    @Arg('input', () => SaveAnswerInput, { description: 'The answer.' }) input: SaveAnswerInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await saveAnswer(this.services, context, input))
  }

  @Mutation(() => SubmitAttemptPayload, {
    description: 'Hands in an attempt with the answers that were acknowledged; twice is once.',
  })
  async submitAttempt(
    @Arg('input', () => SubmitAttemptInput, { description: 'Which.' }) input: SubmitAttemptInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await submitAttempt(this.services, context, input))
  }

  @Mutation(() => GrantExtraTimePayload, {
    description: 'Gives one learner more time, also while their attempt runs. For the staff.',
  })
  async grantExtraTime(
    @Arg('input', () => GrantExtraTimeInput, { description: 'To whom, and how much.' })
    input: GrantExtraTimeInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await grantExtraTime(this.services, context, input))
  }

  @FieldResolver(() => Assessment, { nullable: true, description: 'Of what.' })
  assessment(
    @Root() { assessmentId }: AttemptRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<AssessmentRecord | null> {
    return context.assessments.load(assessmentId)
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose.' })
  user(@Root() { userId }: AttemptRecord): User {
    return { id: userId }
  }

  @FieldResolver(() => Date, {
    description: "When this was read, by the server's clock: what a countdown starts from.",
  })
  readAt(): Promise<Date> {
    return this.services.assessments.now()
  }

  @FieldResolver(() => [AttemptQuestion], { description: 'In the order in which they are asked.' })
  async questions(
    @Root() attempt: AttemptRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<AttemptQuestion[]> {
    return await listPresentedQuestions(context, attempt)
  }

  @FieldResolver(() => String, { description: 'Decimal: the marks of everything right.' })
  totalMarks(@Root() { totalMarks }: AttemptRecord): string {
    return formatUnits(totalMarks)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Decimal; null while the results are not shown.',
  })
  async score(@Root() attempt: AttemptRecord, @Ctx() context: AssessmentsContext): Promise<string | null> {
    return formatOptional(await visibleScore(context, attempt))
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Decimal with up to two places; null while the results are not shown.',
  })
  async scorePercent(
    @Root() attempt: AttemptRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<string | null> {
    const score = await visibleScore(context, attempt)
    return score === null ? null : percentText({ score, totalMarks: attempt.totalMarks })
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Null while the results are not shown.' })
  async isPassed(
    @Root() attempt: AttemptRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<boolean | null> {
    const score = await visibleScore(context, attempt)
    const assessment = await context.assessments.load(attempt.assessmentId)
    return score === null || assessment === null ? null : isPassed({ ...attempt, score }, assessment.passMark)
  }

  @FieldResolver(() => Date, { nullable: true, description: 'When the learner could see the result.' })
  releasedAt(@Root() { releasedAt }: AttemptRecord): Date | null {
    return releasedAt
  }

  @FieldResolver(() => [ScoreChange], {
    nullable: true,
    description: 'What corrected keys changed; null while the results are not shown.',
  })
  async scoreChanges(@Root() attempt: AttemptRecord, @Ctx() context: AssessmentsContext) {
    const { results } = await context.sightOf(attempt)
    return results ? await context.scoreChanges.load(attempt.id) : null
  }
}

interface ScoreChangeRecord {
  readonly oldScore: number
  readonly newScore: number
  readonly changedBy: string
}

@Resolver(() => ScoreChange)
export class ScoreChangeResolver {
  @FieldResolver(() => String, { description: 'Decimal: before.' })
  oldScore(@Root() { oldScore }: ScoreChangeRecord): string {
    return formatUnits(oldScore)
  }

  @FieldResolver(() => String, { description: 'Decimal: after.' })
  newScore(@Root() { newScore }: ScoreChangeRecord): string {
    return formatUnits(newScore)
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who corrected the key.' })
  changedBy(@Root() { changedBy }: ScoreChangeRecord): User {
    return { id: changedBy }
  }
}
