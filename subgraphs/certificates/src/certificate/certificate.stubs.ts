import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType('Course', { description: 'Something to learn, made of modules.' })
export class Course {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Enrollment', { description: "A person's place in a course." })
export class Enrollment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Program', { description: 'Courses that belong together.' })
export class Program {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'A person with an account.' })
export class User {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
