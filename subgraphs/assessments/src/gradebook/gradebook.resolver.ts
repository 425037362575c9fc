import { ConnectionArguments, toConnection, toPageRequest, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import type { AssessmentsContext } from '../context.ts'
import { Course, User } from '../course/course.stubs.ts'
import { formatOptional } from '../marks/optional-marks.ts'
import type { AssessmentsServices } from '../services.ts'
import {
  CourseGrade,
  CourseGradeConnection,
  GradingRules,
  SetGradingRulesInput,
  SetGradingRulesPayload,
} from './gradebook.operations.ts'
import type { CourseGradeRecord } from './gradebook.repository.ts'
import { setGradingRules } from './set-grading-rules.ts'
import type { DropRules } from './total-grade.ts'

@Resolver(() => CourseGrade)
export class CourseGradeResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Decimal; null while nothing counts.' })
  totalPercent(@Root() { total }: CourseGradeRecord): string | null {
    return formatOptional(total)
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose.' })
  user(@Root() { userId }: CourseGradeRecord): User {
    return { id: userId }
  }
}

@Resolver(() => Course)
export class CourseGradebookResolver {
  constructor(private readonly services: AssessmentsServices) {}

  @FieldResolver(() => CourseGrade, {
    nullable: true,
    description: "The viewer's grade; null while there is no result.",
  })
  viewerGrade(@Root() { id }: Course, @Ctx() context: AssessmentsContext): Promise<CourseGradeRecord | null> {
    return context.viewerGrades.load(id)
  }

  @FieldResolver(() => CourseGradeConnection, {
    nullable: true,
    description: 'Everybody; null for all but the staff.',
  })
  async gradebook(
    @Root() { id }: Course,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: AssessmentsContext,
  ): Promise<Connection<CourseGradeRecord> | null> {
    if (!(await context.isStaffOf(id))) return null
    const request = toPageRequest(args, 1)
    return toConnection(await this.services.gradebook.listPage(id, request), request, ({ userId }) => [
      userId,
    ])
  }

  @FieldResolver(() => GradingRules, { nullable: true, description: 'Null for all but the staff.' })
  async gradingRules(
    @Root() { id }: Course,
    @Ctx() context: AssessmentsContext,
  ): Promise<GradingRules | null> {
    return (await context.isStaffOf(id)) ? presentRules(await this.services.gradebook.findRules(id)) : null
  }

  @Mutation(() => SetGradingRulesPayload, {
    description: 'Says what does not count, and counts every grade anew.',
  })
  async setGradingRules(
    @Arg('input', () => SetGradingRulesInput, { description: 'The rules.' }) input: SetGradingRulesInput,
    @Ctx() context: AssessmentsContext,
  ) {
    const outcome = await setGradingRules(this.services, context, input)
    return toPayload(outcome.ok ? { ok: true as const, gradingRules: presentRules(outcome.rules) } : outcome)
  }
}

function presentRules({ QUIZ, EXAM, ASSIGNMENT }: DropRules): GradingRules {
  return { dropLowestQuizzes: QUIZ, dropLowestExams: EXAM, dropLowestAssignments: ASSIGNMENT }
}
