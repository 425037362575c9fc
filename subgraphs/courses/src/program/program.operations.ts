import { UserError, connectionOf } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { Program } from './program.type.ts'

@ObjectType('ProgramConnection', { description: 'A page of programs.', simpleResolvers: true })
export class ProgramConnection extends connectionOf(Program, 'Program') {}

@InputType({ description: 'A new program, without courses yet.' })
export class CreateProgramInput {
  @Field(() => String, { description: 'Its name, up to 200 characters.' })
  title!: string

  @Field(() => String, { description: 'What it leads to, as Markdown.' })
  description!: string

  @Field(() => String, { nullable: true, description: 'Unique; made from the title when left out.' })
  slug?: string | null
}

@InputType({ description: 'What a program is made of.' })
export class SetProgramCoursesInput {
  @Field(() => ID, { description: 'Which program.' })
  programId!: string

  @Field(() => [ID], { description: 'All its courses, in order; at most 100.' })
  courseIds!: string[]
}

@InputType({ description: 'A program to delete.' })
export class DeleteProgramInput {
  @Field(() => ID, { description: 'Which program.' })
  programId!: string
}

/** What every payload about one program holds. */
@ObjectType('ProgramPayload', { description: 'A program, or why there is none.' })
abstract class ProgramPayload {
  @Field(() => Program, {
    nullable: true,
    description: 'The program as it is now; null when it did not work.',
  })
  program?: Program | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('CreateProgramPayload', { description: 'The new program, or why there is none.' })
export class CreateProgramPayload extends ProgramPayload {}

@ObjectType('SetProgramCoursesPayload', { description: 'The changed program, or why it did not change.' })
export class SetProgramCoursesPayload extends ProgramPayload {}

@ObjectType('DeleteProgramPayload', {
  description: 'The program as it was before it was deleted, or why it is still there.',
})
export class DeleteProgramPayload extends ProgramPayload {}
