import { UserError, connectionOf } from '@lyceum/kit'
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql'

import { MediaKind } from './media-asset.ts'
import { MediaAsset } from './media-asset.type.ts'

@ObjectType('MediaAssetConnection', { description: 'A page of assets.', simpleResolvers: true })
export class MediaAssetConnection extends connectionOf(MediaAsset, 'MediaAsset') {}

@InputType({ description: 'A file that is about to be uploaded.' })
export class CreateUploadInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Make this the next version of an asset; the one before is played until this one is ready.',
  })
  assetId?: string | null

  @Field(() => String, { description: 'What the file is called; only for display.' })
  filename!: string

  @Field(() => String, {
    description: 'Its media type, for example "video/mp4"; the bytes decide in the end.',
  })
  contentType!: string

  @Field(() => Float, { description: 'Its exact size, a whole number of bytes.' })
  sizeBytes!: number

  @Field(() => MediaKind, { description: 'What it is for.' })
  kind!: MediaKind

  @Field(() => Boolean, {
    nullable: true,
    description: 'For a picture that everybody may see, for example the thumbnail of a course.',
  })
  isPublic?: boolean | null
}

@ObjectType('UploadTarget', { description: 'Where the bytes go.', simpleResolvers: true })
export class UploadTarget {
  @Field(() => String, {
    description:
      'PUT the bytes here, at once or in parts with Content-Range; an empty PUT with "bytes */SIZE" says how many have arrived.',
  })
  url!: string

  @Field(() => String, { description: 'The Content-Type header to send.' })
  contentType!: string

  @Field(() => Date, { description: 'When the address stops working.' })
  expiresAt!: Date
}

@ObjectType('CreateUploadPayload', { description: 'Where to send the file, or why it is not wanted.' })
export class CreateUploadPayload {
  @Field(() => MediaAsset, { nullable: true, description: 'The asset that the file becomes a version of.' })
  asset?: MediaAsset | null

  @Field(() => UploadTarget, { nullable: true, description: 'Where the bytes go.' })
  upload?: UploadTarget | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@InputType({ description: 'An upload whose bytes were all sent.' })
export class CompleteUploadInput {
  @Field(() => ID, { description: 'The asset that `createUpload` answered.' })
  assetId!: string

  @Field(() => String, {
    nullable: true,
    description:
      'CRC-32C of the whole file, highest byte first, in base64: what arrived is compared with it.',
  })
  crc32c?: string | null
}

@ObjectType('CompleteUploadPayload', { description: 'The asset, or why the file was refused and deleted.' })
export class CompleteUploadPayload {
  @Field(() => MediaAsset, { nullable: true, description: 'The asset: queued, or ready at once.' })
  asset?: MediaAsset | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@InputType({ description: 'A failed asset.' })
export class RetryMediaInput {
  @Field(() => ID, { description: 'Which.' })
  assetId!: string
}

@ObjectType('RetryMediaPayload', { description: 'The asset, queued again, or why not.' })
export class RetryMediaPayload {
  @Field(() => MediaAsset, { nullable: true, description: 'The asset.' })
  asset?: MediaAsset | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@InputType({ description: 'An asset to delete.' })
export class DeleteMediaInput {
  @Field(() => ID, { description: 'Which.' })
  assetId!: string
}

@ObjectType('DeleteMediaPayload', { description: 'What was deleted, or why nothing was.' })
export class DeleteMediaPayload {
  @Field(() => MediaAsset, { nullable: true, description: 'The asset as it was before it was deleted.' })
  asset?: MediaAsset | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
