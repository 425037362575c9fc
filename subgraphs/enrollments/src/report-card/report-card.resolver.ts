import { ConnectionArguments } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'

import type { CardAttendanceRecord } from '../class-session/class-session.ts'
import { AttendanceConnection } from '../class-session/class-session.type.ts'
import type { EnrollmentsContext } from '../context.ts'
import { EnrollmentPageArguments } from '../enrollment/enrollment.operations.ts'
import { Assessment, Course, User } from '../enrollment/enrollment.stubs.ts'
import type { EnrollmentRecord } from '../enrollment/enrollment.ts'
import { Enrollment } from '../enrollment/enrollment.type.ts'
import type { RemarkRecord } from '../remark/remark.ts'
import { RemarkConnection } from '../remark/remark.type.ts'
import { attendancePercent } from './attendance-percent.ts'
import type { AssessmentResultRecord } from './report-card.ts'
import {
  AssessmentResult,
  AssessmentResultConnection,
  AttendanceSummary,
  ReportCard,
  ReportCardConnection,
  ReportCardOfCourseArguments,
} from './report-card.type.ts'

/** A report card is its enrolment, seen as one. */
@Resolver(() => ReportCard)
export class ReportCardResolver {
  @Query(() => ReportCard, {
    nullable: true,
    description:
      'How somebody does in a course; null for everybody but the learner, instructors of the course and administrators.',
  })
  reportCard(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: EnrollmentsContext,
  ): Promise<EnrollmentRecord | null> {
    return context.visibleEnrollment(id)
  }

  @FieldResolver(() => Enrollment, { description: 'Whose, and of what.' })
  enrollment(@Root() enrollment: EnrollmentRecord): EnrollmentRecord {
    return enrollment
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The grade of the course: exact decimal, such as 87.5. Null while nothing counts.',
  })
  async gradePercent(
    @Root() { id }: EnrollmentRecord,
    @Ctx() context: EnrollmentsContext,
  ): Promise<string | null> {
    return (await context.cards.grades.load(id))?.totalPercent ?? null
  }

  @FieldResolver(() => Int, {
    description: 'Whole percent of the lectures that are done; 100 only when all are.',
  })
  completionPercent(@Root() { progressPercent }: EnrollmentRecord): number {
    return progressPercent
  }

  @FieldResolver(() => AssessmentResultConnection, {
    description: 'The best released result of each assessment, in the order in which they were made.',
  })
  results(
    @Root() { id }: EnrollmentRecord,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<AssessmentResultRecord>> {
    return context.cards.results(id, args)
  }

  @FieldResolver(() => AttendanceSummary, { description: 'How often the learner came.' })
  async attendanceSummary(
    @Root() { id }: EnrollmentRecord,
    @Ctx() context: EnrollmentsContext,
  ): Promise<AttendanceSummary> {
    const none = { presentCount: 0, lateCount: 0, excusedCount: 0, absentCount: 0 }
    const count = (await context.cards.attendanceCounts.load(id)) ?? none
    return { ...count, attendancePercent: attendancePercent(count) }
  }

  @FieldResolver(() => AttendanceConnection, {
    description: 'The marks of the learner, those of the latest class session first; not of cancelled ones.',
  })
  attendance(
    @Root() { id }: EnrollmentRecord,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<CardAttendanceRecord>> {
    return context.cards.attendance(id, args)
  }

  @FieldResolver(() => RemarkConnection, {
    description: 'What instructors wrote, newest first; what was taken back is listed for them alone.',
  })
  async remarks(
    @Root() { id, courseId }: EnrollmentRecord,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<RemarkRecord>> {
    return await context.cards.remarks(id, args, await context.isStaffOf(courseId))
  }
}

@Resolver(() => AssessmentResult)
export class AssessmentResultResolver {
  @FieldResolver(() => Assessment, { nullable: true, description: 'Of what.' })
  assessment(@Root() { assessmentId }: AssessmentResultRecord): Assessment {
    return { id: assessmentId }
  }
}

@Resolver(() => Enrollment)
export class EnrollmentReportCardResolver {
  @FieldResolver(() => ReportCard, { description: 'How the learner does.' })
  reportCard(@Root() enrollment: EnrollmentRecord): EnrollmentRecord {
    return enrollment
  }
}

@Resolver(() => Course)
export class CourseReportCardsResolver {
  @FieldResolver(() => ReportCard, {
    nullable: true,
    description: 'How the viewer does; null when they have no enrolment, or it was cancelled.',
  })
  viewerReportCard(
    @Root() { id }: Course,
    @Ctx() context: EnrollmentsContext,
  ): Promise<EnrollmentRecord | null> {
    return context.viewerEnrollments.load(id)
  }

  @FieldResolver(() => ReportCardConnection, {
    nullable: true,
    description:
      'How everybody in the course does, who enrolled last first; null for everybody but its instructors and administrators.',
  })
  reportCards(
    @Root() { id }: Course,
    @Args(() => EnrollmentPageArguments) args: EnrollmentPageArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<EnrollmentRecord> | null> {
    return context.pageOfCourse(id, args)
  }
}

@Resolver(() => User)
export class UserReportCardResolver {
  @FieldResolver(() => ReportCard, {
    nullable: true,
    description:
      'How the person does in a course; null without an enrolment, and for everybody but them, its instructors and administrators.',
  })
  reportCard(
    @Root() { id }: User,
    @Args(() => ReportCardOfCourseArguments) { courseId }: ReportCardOfCourseArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<EnrollmentRecord | null> {
    return context.visiblePlace(id, courseId)
  }
}
