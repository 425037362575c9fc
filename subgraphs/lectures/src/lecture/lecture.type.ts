import { Directive, Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql'

import { VideoProvider } from './external-video.ts'
import { LectureKind } from './lecture.ts'

registerEnumType(LectureKind, {
  name: 'LectureKind',
  description: 'What a lecture is made of.',
  valuesConfig: {
    TEXT: { description: 'Something to read.' },
    VIDEO: { description: 'A video of the platform.' },
    AUDIO: { description: 'A sound recording of the platform.' },
    EXTERNAL_VIDEO: { description: 'A video of another provider.' },
  },
})

registerEnumType(VideoProvider, {
  name: 'VideoProvider',
  description: 'Where an external video is.',
  valuesConfig: {
    YOUTUBE: { description: 'youtube.com' },
    DAILYMOTION: { description: 'dailymotion.com' },
    VIMEO: { description: 'vimeo.com' },
  },
})

@Directive('@key(fields: "id")')
@ObjectType('Lecture', {
  description:
    'A part of a module. Whoever sees the course sees that it exists; its content is for those who may watch it.',
  simpleResolvers: true,
})
export class Lecture {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => LectureKind, { description: 'What it is made of.' })
  kind!: LectureKind

  @Field(() => String, { description: 'Its title.' })
  title!: string

  @Field(() => Boolean, {
    description: 'Whether everybody may see its content while the course is published.',
  })
  isPreview!: boolean

  @Field(() => Float, {
    nullable: true,
    description: 'How long it is; null for text, and until the length is known.',
  })
  durationSeconds!: number | null

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => Date, { description: 'When it last changed.' })
  updatedAt!: Date
}

@ObjectType('ExternalVideo', {
  description: 'A video of another provider, to show in a frame.',
  simpleResolvers: true,
})
export class ExternalVideo {
  @Field(() => VideoProvider, { description: 'Where it is.' })
  provider!: VideoProvider

  @Field(() => String, { description: "The provider's id of it." })
  videoId!: string

  @Field(() => String, { description: "The address of the provider's player, for a frame." })
  embedUrl!: string
}
