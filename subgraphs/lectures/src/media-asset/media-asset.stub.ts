import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** The part of an asset that lectures knows. */
@Directive('@key(fields: "id")')
@ObjectType('MediaAsset', { description: 'An uploaded file.', simpleResolvers: true })
export class MediaAsset {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
