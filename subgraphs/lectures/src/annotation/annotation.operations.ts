import { UserError } from '@lyceum/kit'
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql'

import { Annotation } from './annotation.type.ts'

@InputType({ description: 'A new note.' })
export class CreateAnnotationInput {
  @Field(() => ID, { description: 'Which lecture.' })
  lectureId!: string

  @Field(() => Float, { description: 'The moment, in seconds from the beginning; 0 for a text.' })
  atSeconds!: number

  @Field(() => String, { description: 'What it says, as plain text.' })
  body!: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether everybody who may watch the lecture sees it; only for those who edit the course.',
  })
  isPublic?: boolean | null
}

@InputType({ description: 'What changes of a note; what is left out stays.' })
export class UpdateAnnotationInput {
  @Field(() => ID, { description: 'Which note.' })
  annotationId!: string

  @Field(() => Float, { nullable: true, description: 'The moment, in seconds from the beginning.' })
  atSeconds?: number | null

  @Field(() => String, { nullable: true, description: 'What it says, as plain text.' })
  body?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether everybody who may watch the lecture sees it; only for those who edit the course.',
  })
  isPublic?: boolean | null
}

@InputType({ description: 'A note to delete.' })
export class DeleteAnnotationInput {
  @Field(() => ID, { description: 'Which note.' })
  annotationId!: string
}

@ObjectType('CreateAnnotationPayload', { description: 'The new note, or why there is none.' })
export class CreateAnnotationPayload {
  @Field(() => Annotation, { nullable: true, description: 'The new note.' })
  annotation?: Annotation | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('UpdateAnnotationPayload', { description: 'The changed note, or why it is not.' })
export class UpdateAnnotationPayload {
  @Field(() => Annotation, { nullable: true, description: 'The changed note.' })
  annotation?: Annotation | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('DeleteAnnotationPayload', { description: 'Which note is gone.' })
export class DeleteAnnotationPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the note that is gone.' })
  deletedAnnotationId?: string | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
