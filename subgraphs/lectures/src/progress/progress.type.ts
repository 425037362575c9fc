import { Field, Float, Int, ObjectType } from 'type-graphql'

@ObjectType('TimeRange', { description: 'A part of a recording.', simpleResolvers: true })
export class TimeRangeType {
  @Field(() => Float, { description: 'Where it begins, in seconds from the beginning.' })
  startSeconds!: number

  @Field(() => Float, { description: 'Where it ends, in seconds from the beginning.' })
  endSeconds!: number
}

@ObjectType('LectureProgress', { description: 'How far a learner is in a lecture.', simpleResolvers: true })
export class LectureProgress {
  @Field(() => [TimeRangeType], {
    description: 'What the learner has watched, in order and without overlaps.',
  })
  watchedRanges!: readonly TimeRangeType[]

  @Field(() => Float, { description: 'Where to resume, in seconds from the beginning.' })
  positionSeconds!: number

  @Field(() => Int, { description: 'How much of the lecture was watched or read, 0 to 100.' })
  watchedPercent!: number

  @Field(() => Boolean, { description: 'Whether the lecture counts as done. Once true, always true.' })
  isCompleted!: boolean

  @Field(() => Date, { nullable: true, description: 'When it was done.' })
  completedAt!: Date | null
}
