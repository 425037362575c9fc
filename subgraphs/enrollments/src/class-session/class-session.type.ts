import { connectionOf } from '@lyceum/kit'
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'

import { AttendanceStatus } from './class-session.ts'

registerEnumType(AttendanceStatus, {
  name: 'AttendanceStatus',
  description: 'Whether somebody came to a class session.',
  valuesConfig: {
    PRESENT: { description: 'Was there.' },
    LATE: { description: 'Came late; counts as there.' },
    EXCUSED: { description: 'Had a reason not to come; does not count.' },
    ABSENT: { description: 'Was missing.' },
  },
})

@ObjectType('ClassSession', { description: 'When a course meets.', simpleResolvers: true })
export class ClassSession {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'What it is about.' })
  title!: string

  @Field(() => Date, { description: 'When it begins.' })
  startsAt!: Date

  @Field(() => Date, { description: 'When it is over.' })
  endsAt!: Date

  @Field(() => Date, {
    nullable: true,
    description: 'When it was called off; null otherwise. Marks of such a session do not count.',
  })
  cancelledAt!: Date | null
}

@ObjectType('AttendanceChange', {
  description: 'A mark as it was made; a correction is another one.',
  simpleResolvers: true,
})
export class AttendanceChange {
  @Field(() => AttendanceStatus, { description: 'What was marked.' })
  status!: AttendanceStatus

  @Field(() => Date, { description: 'When.' })
  markedAt!: Date
}

@ObjectType('Attendance', {
  description: 'Whether somebody was in a class session. For them, the instructors and administrators.',
  simpleResolvers: true,
})
export class Attendance {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => AttendanceStatus, { description: 'The last mark.' })
  status!: AttendanceStatus

  @Field(() => Date, { description: 'When it was marked so.' })
  markedAt!: Date
}

@ObjectType('ClassSessionConnection', {
  description: 'A page of class sessions, the latest first.',
  simpleResolvers: true,
})
export class ClassSessionConnection extends connectionOf(ClassSession, 'ClassSession') {}

@ObjectType('AttendanceConnection', { description: 'A page of attendance.', simpleResolvers: true })
export class AttendanceConnection extends connectionOf(Attendance, 'Attendance') {}

@ObjectType('AttendanceChangeConnection', {
  description: 'A page of marks, the newest first.',
  simpleResolvers: true,
})
export class AttendanceChangeConnection extends connectionOf(AttendanceChange, 'AttendanceChange') {}
