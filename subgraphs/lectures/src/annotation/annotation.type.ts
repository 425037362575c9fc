import { connectionOf } from '@lyceum/kit'
import { Field, Float, ID, ObjectType } from 'type-graphql'

@ObjectType('Annotation', { description: 'A note at a moment of a lecture.', simpleResolvers: true })
export class Annotation {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => Float, { description: 'The moment, in seconds from the beginning; 0 for a text.' })
  atSeconds!: number

  @Field(() => String, { description: 'What it says, as plain text.' })
  body!: string

  @Field(() => Boolean, { description: 'Whether everybody who may watch the lecture sees it.' })
  isPublic!: boolean

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => Date, { description: 'When it last changed.' })
  updatedAt!: Date
}

@ObjectType('AnnotationConnection', {
  description: 'A page of annotations, in the order of the lecture.',
  simpleResolvers: true,
})
export class AnnotationConnection extends connectionOf(Annotation, 'Annotation') {}
