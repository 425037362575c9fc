import { UserError } from '@lyceum/kit'
import { Field, ID, ObjectType } from 'type-graphql'

import { Lecture } from './lecture.type.ts'

/** What every mutation of one lecture answers. */
@ObjectType()
abstract class LecturePayload {
  @Field(() => Lecture, {
    nullable: true,
    description: 'The lecture as it is now; null when nothing was done.',
  })
  lecture?: Lecture | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('CreateTextLecturePayload', { description: 'The new lecture, or why there is none.' })
export class CreateTextLecturePayload extends LecturePayload {}

@ObjectType('CreateMediaLecturePayload', { description: 'The new lecture, or why there is none.' })
export class CreateMediaLecturePayload extends LecturePayload {}

@ObjectType('CreateExternalVideoLecturePayload', { description: 'The new lecture, or why there is none.' })
export class CreateExternalVideoLecturePayload extends LecturePayload {}

@ObjectType('RenameLecturePayload', { description: 'The renamed lecture, or why it is not.' })
export class RenameLecturePayload extends LecturePayload {}

@ObjectType('ChangeLectureTextPayload', { description: 'The changed lecture, or why it is not.' })
export class ChangeLectureTextPayload extends LecturePayload {}

@ObjectType('ReplaceLectureMediaPayload', { description: 'The changed lecture, or why it is not.' })
export class ReplaceLectureMediaPayload extends LecturePayload {}

@ObjectType('ReplaceExternalVideoPayload', { description: 'The changed lecture, or why it is not.' })
export class ReplaceExternalVideoPayload extends LecturePayload {}

@ObjectType('SetLecturePreviewPayload', { description: 'The changed lecture.' })
export class SetLecturePreviewPayload extends LecturePayload {}

@ObjectType('MoveLecturePayload', { description: 'The moved lecture, or why it stays.' })
export class MoveLecturePayload extends LecturePayload {}

@ObjectType('RemoveLecturePayload', { description: 'Which lecture is gone.' })
export class RemoveLecturePayload {
  @Field(() => ID, { nullable: true, description: 'The id of the lecture that is gone.' })
  removedLectureId?: string | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
