import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** The part of a course that lectures knows. */
@Directive('@key(fields: "id")')
@ObjectType('Course', { description: 'A course.', simpleResolvers: true })
export class Course {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
