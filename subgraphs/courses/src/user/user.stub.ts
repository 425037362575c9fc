import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** A person, of whom this subgraph knows the id. */
export interface UserReference {
  readonly id: string
}

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'A person with an account.', simpleResolvers: true })
export class User {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
