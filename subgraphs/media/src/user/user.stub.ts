import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** A reference to a person. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('User', { description: 'A person with an account.', simpleResolvers: true })
export class User {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
