import { Field, Float, ID, InputType } from 'type-graphql'

import { LectureKind } from './lecture.ts'

@InputType({ description: 'A new lecture to read.' })
export class CreateTextLectureInput {
  @Field(() => ID, { description: 'The module it goes to, as its last lecture.' })
  moduleId!: string

  @Field(() => String, { description: 'Its title.' })
  title!: string

  @Field(() => String, { description: 'What there is to read, as Markdown.' })
  textMarkdown!: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether everybody may see it once the course is published.',
  })
  isPreview?: boolean | null
}

@InputType({ description: 'A new lecture to watch or hear.' })
export class CreateMediaLectureInput {
  @Field(() => ID, { description: 'The module it goes to, as its last lecture.' })
  moduleId!: string

  @Field(() => LectureKind, { description: 'VIDEO or AUDIO.' })
  kind!: LectureKind

  @Field(() => String, { description: 'Its title.' })
  title!: string

  @Field(() => ID, {
    description: 'The file: one that the viewer uploaded. It may still be uploading or in work.',
  })
  mediaAssetId!: string

  @Field(() => String, { nullable: true, description: 'Notes beside it, as Markdown.' })
  textMarkdown?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether everybody may watch it once the course is published.',
  })
  isPreview?: boolean | null
}

@InputType({ description: 'A new lecture that shows a video of YouTube, Dailymotion or Vimeo.' })
export class CreateExternalVideoLectureInput {
  @Field(() => ID, { description: 'The module it goes to, as its last lecture.' })
  moduleId!: string

  @Field(() => String, { description: 'Its title.' })
  title!: string

  @Field(() => String, { description: "The video's address, or its id at YouTube, Dailymotion or Vimeo." })
  video!: string

  @Field(() => Float, {
    nullable: true,
    description: 'How long it is. When it is given, watching 90 % of it completes the lecture.',
  })
  durationSeconds?: number | null

  @Field(() => String, { nullable: true, description: 'Notes beside it, as Markdown.' })
  textMarkdown?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether everybody may watch it once the course is published.',
  })
  isPreview?: boolean | null
}

@InputType({ description: "A lecture's new title." })
export class RenameLectureInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => String, { description: 'Its new title.' })
  title!: string
}

@InputType({ description: "A lecture's new text." })
export class ChangeLectureTextInput {
  @Field(() => ID, { description: 'Which lecture, of any kind.' })
  lectureId!: string

  @Field(() => String, { description: 'The new text, or notes beside the video, as Markdown.' })
  textMarkdown!: string
}

@InputType({ description: 'Another file for a video or audio lecture.' })
export class ReplaceLectureMediaInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => ID, { description: 'The file: one that the viewer uploaded.' })
  mediaAssetId!: string
}

@InputType({ description: 'Another video for an external video lecture.' })
export class ReplaceExternalVideoInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => String, { description: "The video's address, or its id at YouTube, Dailymotion or Vimeo." })
  video!: string

  @Field(() => Float, { nullable: true, description: 'How long it is.' })
  durationSeconds?: number | null
}

@InputType({ description: 'Whether a lecture is a preview.' })
export class SetLecturePreviewInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => Boolean, { description: 'Whether everybody may see it once the course is published.' })
  isPreview!: boolean
}

@InputType({ description: "A lecture's new place, in its module or in another one of the same course." })
export class MoveLectureInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => ID, { nullable: true, description: 'The module it goes to; its own when left out.' })
  moduleId?: string | null

  @Field(() => ID, { nullable: true, description: 'The lecture it comes after; null puts it first.' })
  afterLectureId?: string | null
}

@InputType({ description: 'A lecture to remove.' })
export class RemoveLectureInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string
}
