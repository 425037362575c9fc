import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType('Course', { description: 'Known here for its enrolments.' })
export class Course {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'Known here for what they are enrolled in.' })
export class User {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
