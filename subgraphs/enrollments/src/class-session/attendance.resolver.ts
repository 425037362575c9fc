import { ConnectionArguments } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'

import type { EnrollmentsContext } from '../context.ts'
import { User } from '../enrollment/enrollment.stubs.ts'
import type { AttendanceChangeRecord, AttendanceRecord, ClassSessionRecord } from './class-session.ts'
import {
  Attendance,
  AttendanceChange,
  AttendanceChangeConnection,
  ClassSession,
} from './class-session.type.ts'

@Resolver(() => Attendance)
export class AttendanceResolver {
  @FieldResolver(() => ClassSession, { nullable: true, description: 'Of which session.' })
  classSession(
    @Root() { classSessionId }: AttendanceRecord,
    @Ctx() context: EnrollmentsContext,
  ): Promise<ClassSessionRecord | null> {
    return context.sessions.byId.load(classSessionId)
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose.' })
  user(@Root() { userId }: AttendanceRecord): User {
    return { id: userId }
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who marked it so.' })
  markedBy(@Root() { markedBy }: AttendanceRecord): User {
    return { id: markedBy }
  }

  @FieldResolver(() => AttendanceChangeConnection, {
    nullable: true,
    description:
      'Every mark, newest first, the one that holds included; null for everybody but the instructors and administrators.',
  })
  async history(
    @Root() { id, classSessionId }: AttendanceRecord,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: EnrollmentsContext,
  ): Promise<Connection<AttendanceChangeRecord> | null> {
    const session = await context.sessions.byId.load(classSessionId)
    if (session === null || !(await context.isStaffOf(session.courseId))) return null
    return await context.sessions.changesOf(id, args)
  }
}

@Resolver(() => AttendanceChange)
export class AttendanceChangeResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who marked it.' })
  markedBy(@Root() { markedBy }: AttendanceChangeRecord): User {
    return { id: markedBy }
  }
}
