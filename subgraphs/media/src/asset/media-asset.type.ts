import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import { MediaKind, MediaState } from './media-asset.ts'

registerEnumType(MediaKind, {
  name: 'MediaKind',
  description: 'What an asset is for.',
  valuesConfig: {
    VIDEO: { description: 'Becomes an HLS ladder with a poster.' },
    AUDIO: { description: 'Becomes an HLS ladder of sound.' },
    IMAGE: { description: 'A PNG, JPEG or WebP picture.' },
    DOCUMENT: { description: 'A PDF, a plain text or a picture to download.' },
  },
})

registerEnumType(MediaState, {
  name: 'MediaState',
  description: 'How far an upload is.',
  valuesConfig: {
    UPLOADING: { description: 'Bytes are missing, or `completeUpload` was not called yet.' },
    QUEUED: { description: 'It waits for a transcoder.' },
    PROCESSING: { description: 'A transcoder works on it.' },
    READY: { description: 'It can be played or downloaded.' },
    FAILED: { description: 'It came to nothing; `failure` says why.' },
  },
})

@ObjectType('MediaFailure', { description: 'Why an upload came to nothing.', simpleResolvers: true })
export class MediaFailure {
  @Field(() => String, { description: 'For programs: a stable code, for example CORRUPT_MEDIA.' })
  reason!: string

  @Field(() => String, { description: 'For people: what happened and what to do about it.' })
  message!: string
}

@ObjectType('FileVersion', { description: 'One upload of an asset.', simpleResolvers: true })
export class FileVersion {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => Int, { description: '1 for the first upload.' })
  number!: number

  @Field(() => MediaState, { description: 'How far it is.' })
  state!: MediaState

  @Field(() => String, { description: 'As the uploader named the file; only for display.' })
  filename!: string

  @Field(() => MediaFailure, { nullable: true, description: 'Why it came to nothing; null when it did not.' })
  failure!: MediaFailure | null

  @Field(() => Float, { nullable: true, description: 'Measured running time; null until it is ready.' })
  durationSeconds!: number | null

  @Field(() => Date, { description: 'When the upload was begun.' })
  createdAt!: Date

  @Field(() => Date, { nullable: true, description: 'When it became ready.' })
  readyAt!: Date | null
}

@Directive('@key(fields: "id")')
@ObjectType('MediaAsset', { description: 'An uploaded file.', simpleResolvers: true })
export class MediaAsset {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => MediaKind, { description: 'What it is for.' })
  kind!: MediaKind

  @Field(() => Date, { description: 'When its first upload was begun.' })
  createdAt!: Date

  @Directive('@external')
  @Field(() => String, { nullable: true, description: 'Signed by lectures; never seen by clients.' })
  accessGrant?: string | null
}
