import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType('Caption', { description: 'Captions in one language.', simpleResolvers: true })
export class Caption {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'A BCP 47 language tag.' })
  language!: string

  @Field(() => String, { description: 'As players list it.' })
  label!: string
}
