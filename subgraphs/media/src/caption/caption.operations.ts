import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { MediaAsset } from '../asset/media-asset.type.ts'

@InputType({ description: 'Captions in one language.' })
export class AddCaptionsInput {
  @Field(() => ID, { description: 'The video or audio.' })
  assetId!: string

  @Field(() => String, { description: 'A BCP 47 language tag, for example "en" or "pt-BR".' })
  language!: string

  @Field(() => String, { description: 'As players list it, for example "English".' })
  label!: string

  @Field(() => String, { description: 'The captions as WebVTT, at most 2 MB.' })
  webVtt!: string
}

@ObjectType('AddCaptionsPayload', { description: 'The asset with the captions, or why they were not added.' })
export class AddCaptionsPayload {
  @Field(() => MediaAsset, { nullable: true, description: 'The asset with its captions.' })
  asset?: MediaAsset | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@InputType({ description: 'Captions to remove.' })
export class RemoveCaptionsInput {
  @Field(() => ID, { description: 'The video or audio.' })
  assetId!: string

  @Field(() => String, { description: 'The language tag they were added with.' })
  language!: string
}

@ObjectType('RemoveCaptionsPayload', { description: 'The asset without the captions, or why not.' })
export class RemoveCaptionsPayload {
  @Field(() => MediaAsset, { nullable: true, description: 'The asset with the captions that are left.' })
  asset?: MediaAsset | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
