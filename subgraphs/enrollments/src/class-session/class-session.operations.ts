import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { AttendanceStatus } from './class-session.ts'
import { ClassSession } from './class-session.type.ts'

@InputType({ description: 'A new class session.' })
export class CreateClassSessionInput {
  @Field(() => ID, { description: 'Of which course.' })
  courseId!: string

  @Field(() => String, { description: 'What it is about, 1 to 200 characters.' })
  title!: string

  @Field(() => Date, { description: 'When it begins.' })
  startsAt!: Date

  @Field(() => Date, { description: 'When it is over: after it begins, within 24 hours.' })
  endsAt!: Date
}

@InputType({ description: 'What a class session is from now on. Its marks stay.' })
export class ChangeClassSessionInput {
  @Field(() => ID, { description: 'Which.' })
  classSessionId!: string

  @Field(() => String, { description: 'What it is about, 1 to 200 characters.' })
  title!: string

  @Field(() => Date, { description: 'When it begins.' })
  startsAt!: Date

  @Field(() => Date, { description: 'When it is over: after it begins, within 24 hours.' })
  endsAt!: Date
}

@InputType({ description: 'Which class session is called off.' })
export class CancelClassSessionInput {
  @Field(() => ID, { description: 'Which.' })
  classSessionId!: string
}

@InputType({ description: 'Whether one learner came.' })
export class AttendanceMarkInput {
  @Field(() => ID, { description: 'Who.' })
  userId!: string

  @Field(() => AttendanceStatus, { description: 'How.' })
  status!: AttendanceStatus
}

@InputType({ description: 'Who came to a class session. Those who are left out keep their marks.' })
export class MarkAttendanceInput {
  @Field(() => ID, { description: 'To which.' })
  classSessionId!: string

  @Field(() => [AttendanceMarkInput], { description: '1 to 200 learners of the course, each once.' })
  marks!: AttendanceMarkInput[]
}

@ObjectType('ClassSessionPayload', { description: 'A class session, or why there is none.' })
abstract class ClassSessionPayload {
  @Field(() => ClassSession, { nullable: true, description: 'The session; null when it did not work.' })
  classSession?: ClassSession | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('CreateClassSessionPayload', { description: 'The new session, or why there is none.' })
export class CreateClassSessionPayload extends ClassSessionPayload {}

@ObjectType('ChangeClassSessionPayload', { description: 'The session as it is now, or why it stays.' })
export class ChangeClassSessionPayload extends ClassSessionPayload {}

@ObjectType('CancelClassSessionPayload', { description: 'The session, called off.' })
export class CancelClassSessionPayload extends ClassSessionPayload {}

@ObjectType('MarkAttendancePayload', {
  description: 'The session with its marks; with any error, nothing was marked.',
})
export class MarkAttendancePayload extends ClassSessionPayload {}
