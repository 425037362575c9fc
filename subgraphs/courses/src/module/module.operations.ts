import { UserError } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { Module } from './module.type.ts'

@InputType({ description: 'A new module, the last of its course.' })
export class CreateModuleInput {
  @Field(() => ID, { description: 'The course it becomes part of.' })
  courseId!: string

  @Field(() => String, { description: 'Its name, up to 200 characters.' })
  title!: string
}

@InputType({ description: 'A new name for a module.' })
export class RenameModuleInput {
  @Field(() => ID, { description: 'Which module.' })
  moduleId!: string

  @Field(() => String, { description: 'Its name, up to 200 characters.' })
  title!: string
}

@InputType({ description: 'A new place for a module among those of its course.' })
export class MoveModuleInput {
  @Field(() => ID, { description: 'Which module.' })
  moduleId!: string

  @Field(() => ID, {
    nullable: true,
    description: 'The module it comes right after; null makes it the first.',
  })
  afterModuleId?: string | null
}

@InputType({ description: 'A module to take away.' })
export class RemoveModuleInput {
  @Field(() => ID, { description: 'Which module.' })
  moduleId!: string
}

/** What every payload about one module holds. */
@ObjectType('ModulePayload', { description: 'A module, or why there is none.' })
abstract class ModulePayload {
  @Field(() => Module, { nullable: true, description: 'The module; null when it did not work.' })
  module?: Module | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('CreateModulePayload', { description: 'The new module, or why there is none.' })
export class CreateModulePayload extends ModulePayload {}

@ObjectType('RenameModulePayload', { description: 'The renamed module, or why it kept its name.' })
export class RenameModulePayload extends ModulePayload {}

@ObjectType('MoveModulePayload', { description: 'The moved module, or why it stayed.' })
export class MoveModulePayload extends ModulePayload {}

@ObjectType('RemoveModulePayload', {
  description: 'The module as it was before it was removed, or why it is still there.',
})
export class RemoveModulePayload extends ModulePayload {}
