import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** An uploaded file, of which this subgraph knows the id. */
export interface MediaAssetReference {
  readonly id: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('MediaAsset', { description: 'An uploaded file.', simpleResolvers: true })
export class MediaAsset {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
