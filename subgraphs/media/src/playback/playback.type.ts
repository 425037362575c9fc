import { Field, ObjectType } from 'type-graphql'

@ObjectType('PlaybackCaption', { description: 'Captions as a file to fetch.', simpleResolvers: true })
export class PlaybackCaption {
  @Field(() => String, { description: 'A BCP 47 language tag.' })
  language!: string

  @Field(() => String, { description: 'As players list it.' })
  label!: string

  @Field(() => String, { description: 'The captions as WebVTT, for a `track` element.' })
  url!: string
}

@ObjectType('Playback', {
  description:
    'Addresses that play an asset for this viewer. Whoever has them can use them: do not pass them on.',
  simpleResolvers: true,
})
export class Playback {
  @Field(() => String, { description: 'The HLS master playlist.' })
  masterPlaylistUrl!: string

  @Field(() => String, { nullable: true, description: 'A picture from the first second; null for audio.' })
  posterUrl!: string | null

  @Field(() => [PlaybackCaption], { description: 'The captions, which the master playlist also lists.' })
  captions!: PlaybackCaption[]

  @Field(() => Date, { description: 'When the addresses stop working; ask again then.' })
  expiresAt!: Date
}

@ObjectType('Download', {
  description: 'An address that downloads a file for this viewer.',
  simpleResolvers: true,
})
export class Download {
  @Field(() => String, { description: 'The file.' })
  url!: string

  @Field(() => Date, { description: 'When the address stops working; ask again then.' })
  expiresAt!: Date
}
