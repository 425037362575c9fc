import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType('Course', { description: 'Something to learn, made of modules.' })
export class Course {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Module', { description: 'A part of a course.' })
export class Module {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('User', { description: 'A person with an account.' })
export class User {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('MediaAsset', { description: 'An uploaded file.' })
export class MediaAsset {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
