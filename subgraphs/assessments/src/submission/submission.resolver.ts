import { ConnectionArguments, toConnection, toPageRequest, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'

import type { AssessmentRecord } from '../assessment/assessment.ts'
import { Assessment } from '../assessment/assessment.type.ts'
import { RubricScoreResult } from '../attempt/attempt.type.ts'
import { presentRubricScores } from '../attempt/find-visible-attempt.ts'
import type { AssessmentsContext } from '../context.ts'
import { User } from '../course/course.stubs.ts'
import type { HandedInFileRecord } from '../handed-in-file/handed-in-file.ts'
import { HandedInFile } from '../handed-in-file/handed-in-file.type.ts'
import { formatUnits } from '../marks/marks.ts'
import { formatOptional } from '../marks/optional-marks.ts'
import type { AssessmentsServices } from '../services.ts'
import { claimSubmission } from './claim-submission.ts'
import { compareSubmissions } from './compare-submissions.ts'
import { gradeSubmission } from './grade-submission.ts'
import { submitAssignment } from './submit-assignment.ts'
import {
  ClaimSubmissionInput,
  ClaimSubmissionPayload,
  GradeSubmissionInput,
  GradeSubmissionPayload,
  Submission,
  SubmissionConnection,
  SubmissionSimilarity,
  SubmitAssignmentInput,
  SubmitAssignmentPayload,
} from './submission.operations.ts'
import { listSubmissionFiles } from './submission.ts'
import type { SubmissionRecord } from './submission.ts'

@Resolver(() => Submission)
export class SubmissionResolver {
  constructor(private readonly services: AssessmentsServices) {}

  @Mutation(() => SubmitAssignmentPayload, {
    description: 'Hands in an assignment, again as often as its attempts allow.',
  })
  async submitAssignment(
    @Arg('input', () => SubmitAssignmentInput, { description: 'What.' }) input: SubmitAssignmentInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await submitAssignment(this.services, context, input))
  }

  @Mutation(() => ClaimSubmissionPayload, {
    description: 'Takes a submission for grading, so that two people do not grade it at once.',
  })
  async claimSubmission(
    @Arg('input', () => ClaimSubmissionInput, { description: 'Which.' }) input: ClaimSubmissionInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await claimSubmission(this.services, context, input))
  }

  @Mutation(() => GradeSubmissionPayload, { description: 'Gives marks for a submission. For the staff.' })
  async gradeSubmission(
    @Arg('input', () => GradeSubmissionInput, { description: 'The marks.' }) input: GradeSubmissionInput,
    @Ctx() context: AssessmentsContext,
  ) {
    return toPayload(await gradeSubmission(this.services, context, input))
  }

  @FieldResolver(() => Assessment, { nullable: true, description: 'For which assignment.' })
  assessment(
    @Root() { assessmentId }: SubmissionRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<AssessmentRecord | null> {
    return context.assessments.load(assessmentId)
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose.' })
  user(@Root() { userId }: SubmissionRecord): User {
    return { id: userId }
  }

  @FieldResolver(() => [HandedInFile], {
    description: 'The files, each in the version that it was when it was handed in.',
  })
  files(@Root() submission: SubmissionRecord): HandedInFileRecord[] {
    return listSubmissionFiles(submission)
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the learner uploaded a newer version of a file since. It is not what they handed in, and not what `files` opens.',
  })
  async hasReplacedFiles(
    @Root() { files }: SubmissionRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<boolean> {
    const current = await Promise.all(files.map(({ mediaAssetId }) => context.mediaAssets.load(mediaAssetId)))
    return files.some(({ sha256 }, index) => current[index]?.sha256 !== sha256)
  }

  @FieldResolver(() => String, { description: 'Decimal: percent of the total that lateness costs.' })
  latePenaltyPercent(@Root() { penalty }: SubmissionRecord): string {
    return formatUnits(penalty)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Decimal, lateness taken off; null while not released.',
  })
  async score(
    @Root() submission: SubmissionRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<string | null> {
    return (await canSeeGrade(submission, context)) ? formatOptional(submission.score) : null
  }

  @FieldResolver(() => [RubricScoreResult], { description: 'Empty while the grade is not released.' })
  async rubricScores(
    @Root() submission: SubmissionRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<RubricScoreResult[]> {
    return (await canSeeGrade(submission, context)) ? presentRubricScores(submission.rubricScores) : []
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The grader's; null while the grade is not released.",
  })
  async comment(
    @Root() submission: SubmissionRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<string | null> {
    return (await canSeeGrade(submission, context)) ? submission.comment : null
  }
}

@Resolver(() => Assessment)
export class AssessmentSubmissionsResolver {
  constructor(private readonly services: AssessmentsServices) {}

  @FieldResolver(() => [Submission], { description: "The viewer's own, oldest first." })
  viewerSubmissions(
    @Root() { id }: AssessmentRecord,
    @Ctx() context: AssessmentsContext,
  ): Promise<readonly SubmissionRecord[]> {
    return context.viewerSubmissions.load(id)
  }

  @FieldResolver(() => SubmissionConnection, {
    nullable: true,
    description: "Everybody's, oldest first; null for all but the staff.",
  })
  async submissions(
    @Root() { id, courseId }: AssessmentRecord,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: AssessmentsContext,
  ): Promise<Connection<SubmissionRecord> | null> {
    if (!(await context.isStaffOf(courseId))) return null
    const request = toPageRequest(args, 1)
    return toConnection(await this.services.submissions.listPage(id, request), request, (row) => [row.id])
  }

  @FieldResolver(() => [SubmissionSimilarity], {
    nullable: true,
    description:
      'Pairs of last submissions that share passages or files, the most alike first; null for all but the staff.',
  })
  async similarities(
    @Root() assessment: AssessmentRecord,
    @Arg('minimumPercent', () => Int, { defaultValue: 20, description: 'Less alike pairs are left out.' })
    minimumPercent: number,
    @Ctx() context: AssessmentsContext,
  ) {
    if (!(await context.isStaffOf(assessment.courseId))) return null
    return await compareSubmissions(this.services, assessment, minimumPercent)
  }
}

async function canSeeGrade(
  { courseId, releasedAt }: SubmissionRecord,
  context: AssessmentsContext,
): Promise<boolean> {
  return releasedAt !== null || (await context.isStaffOf(courseId))
}
