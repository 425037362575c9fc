import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType('Program', { description: 'Courses that belong together.', simpleResolvers: true })
export class Program {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Unique; for addresses that people read.' })
  slug!: string

  @Field(() => String, { description: 'Its name.' })
  title!: string

  @Field(() => String, { description: 'What it leads to, as Markdown.' })
  description!: string
}
