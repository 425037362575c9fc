import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** The part of a module that lectures knows. */
@Directive('@key(fields: "id")')
@ObjectType('Module', { description: 'A part of a course.', simpleResolvers: true })
export class Module {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string
}
