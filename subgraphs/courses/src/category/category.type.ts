import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType('Category', { description: 'A shelf of the catalogue.', simpleResolvers: true })
export class Category {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Unique; for addresses that people read.' })
  slug!: string

  @Field(() => String, { description: 'Its name.' })
  name!: string
}
