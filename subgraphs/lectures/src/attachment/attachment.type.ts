import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType('LectureAttachment', { description: 'A file that comes with a lecture.', simpleResolvers: true })
export class LectureAttachment {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'What it is called in this lecture.' })
  title!: string
}
