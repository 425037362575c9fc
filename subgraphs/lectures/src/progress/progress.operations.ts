import { UserError } from '@lyceum/kit'
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql'

import { Lecture } from '../lecture/lecture.type.ts'
import { LectureProgress } from './progress.type.ts'

@InputType({ description: 'A part of a recording.' })
export class TimeRangeInput {
  @Field(() => Float, { description: 'Where it begins, in seconds from the beginning.' })
  startSeconds!: number

  @Field(() => Float, { description: 'Where it ends, in seconds from the beginning.' })
  endSeconds!: number
}

@InputType({ description: 'What a player has to report.' })
export class RecordProgressInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => [TimeRangeInput], {
    description:
      'What was watched, at most 200 ranges. Reporting the same twice, or in another order, changes nothing.',
  })
  ranges!: TimeRangeInput[]

  @Field(() => Float, { description: 'Where the player is, to resume there.' })
  positionSeconds!: number

  @Field(() => Date, {
    nullable: true,
    description:
      'When the player was there; now when left out. A position older than the one that is kept is ignored, its ranges are not.',
  })
  recordedAt?: Date | null
}

@InputType({ description: 'A lecture that was read.' })
export class MarkLectureReadInput {
  @Field(() => ID, { description: 'Which lecture; a text or an external video.' })
  lectureId!: string
}

@ObjectType()
abstract class ProgressPayload {
  @Field(() => Lecture, { nullable: true, description: 'The lecture.' })
  lecture?: Lecture | null

  @Field(() => LectureProgress, { nullable: true, description: 'How far the learner is now.' })
  progress?: LectureProgress | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('RecordProgressPayload', {
  description: 'How far the learner is now, or why it was not recorded.',
})
export class RecordProgressPayload extends ProgressPayload {}

@ObjectType('MarkLectureReadPayload', {
  description: 'How far the learner is now, or why it was not recorded.',
})
export class MarkLectureReadPayload extends ProgressPayload {}
