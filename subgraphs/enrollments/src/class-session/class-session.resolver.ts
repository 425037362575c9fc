import { ConnectionArguments, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { EnrollmentsContext } from '../context.ts'
import { Course } from '../enrollment/enrollment.stubs.ts'
import type { EnrollmentsServices } from '../services.ts'
import { cancelClassSession } from './cancel-class-session.ts'
import { changeClassSession } from './change-class-session.ts'
import {
  CancelClassSessionInput,
  CancelClassSessionPayload,
  ChangeClassSessionInput,
  ChangeClassSessionPayload,
  CreateClassSessionInput,
  CreateClassSessionPayload,
  MarkAttendanceInput,
  MarkAttendancePayload,
} from './class-session.operations.ts'
import type { AttendanceRecord, ClassSessionRecord } from './class-session.ts'
import { AttendanceConnection, ClassSession, ClassSessionConnection } from './class-session.type.ts'
import { createClassSession } from './create-class-session.ts'
import { markAttendance } from './mark-attendance.ts'

@Resolver(() => ClassSession)
export class ClassSessionResolver {
  constructor(private readonly services: EnrollmentsServices) {}

  @Query(() => ClassSession, {
    nullable: true,
    description:
      'One class session; null for everybody but the instructors of the course and administrators.',
  })
  async classSession(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: EnrollmentsContext,
  ): Promise<ClassSessionRecord | null> {
    const session = await context.sessions.byId.load(id)
    return session !== null && (await context.isStaffOf(session.courseId)) ? session : null
  }

  @Mutation(() => CreateClassSessionPayload, {
    description: 'Says when a course meets. For its instructors and administrators.',
  })
  async createClassSession(
    @Arg('input', () => CreateClassSessionInput, { description: 'The session.' })
    input: CreateClassSessionInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await createClassSession(this.services, context, input))
  }

  @Mutation(() => ChangeClassSessionPayload, { description: 'Renames or moves a class session.' })
  async changeClassSession(
    @Arg('input', () => ChangeClassSessionInput, { description: 'What it is from now on.' })
    input: ChangeClassSessionInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await changeClassSession(this.services, context, input))
  }

  @Mutation(() => CancelClassSessionPayload, {
    description: 'Calls a class session off: its marks no longer count. Twice is once.',
  })
  async cancelClassSession(
    @Arg('input', () => CancelClassSessionInput, { description: 'Which.' }) input: CancelClassSessionInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await cancelClassSession(this.services, context, input))
  }

  @Mutation(() => MarkAttendancePayload, {
    description:
      'Marks who came to a class session, all of them or none. The same again is nothing; others are corrections.',
  })
  async markAttendance(
    @Arg('input', () => MarkAttendanceInput, { description: 'Who came.' }) input: MarkAttendanceInput,
    @Ctx() context: EnrollmentsContext,
  ) {
    return toPayload(await markAttendance(this.services, context, input))
  }

  @FieldResolver(() => Course, { nullable: true, description: 'Of what.' })
  course(@Root() { courseId }: ClassSessionRecord): Course {
    return { id: courseId }
  }

  @FieldResolver(() => AttendanceConnection, {
    nullable: true,
    description:
      'Who was marked, in the order of their first mark; null for everybody but the instructors and administrators.',
  })
  async attendance(
    @Root() { id, courseId }: ClassSessionRecord,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<AttendanceRecord> | null> {
    return (await context.isStaffOf(courseId)) ? await context.sessions.attendanceOf(id, args) : null
  }
}

@Resolver(() => Course)
export class CourseClassSessionsResolver {
  @FieldResolver(() => ClassSessionConnection, {
    nullable: true,
    description:
      'When the course meets, the latest first, cancelled sessions included; null for everybody but its instructors and administrators.',
  })
  async classSessions(
    @Root() { id }: Course,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<ClassSessionRecord> | null> {
    return (await context.isStaffOf(id)) ? await context.sessions.ofCourse(id, args) : null
  }
}
