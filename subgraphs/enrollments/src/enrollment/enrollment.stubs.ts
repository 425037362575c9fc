import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType('Course', { description: 'Something to learn, made of modules.' })
export class Course {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'A person with an account.' })
export class User {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Assessment', { description: 'A quiz, an exam or an assignment.' })
export class Assessment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
