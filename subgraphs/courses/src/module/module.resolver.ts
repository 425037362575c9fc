import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import type { CoursesContext } from '../context.ts'
import type { CourseRecord } from '../course/course.ts'
import { Course } from '../course/course.type.ts'
import type { CoursesServices } from '../services.ts'
import { createModule } from './create-module.ts'
import {
  CreateModuleInput,
  CreateModulePayload,
  MoveModuleInput,
  MoveModulePayload,
  RemoveModuleInput,
  RemoveModulePayload,
  RenameModuleInput,
  RenameModulePayload,
} from './module.operations.ts'
import type { ModuleRecord } from './module.ts'
import { Module } from './module.type.ts'
import { moveModule } from './move-module.ts'
import { removeModule } from './remove-module.ts'
import { renameModule } from './rename-module.ts'

@Resolver(() => Module)
export class ModuleResolver {
  constructor(private readonly services: CoursesServices) {}

  @Mutation(() => CreateModulePayload, { description: 'Adds a module at the end of a course.' })
  async createModule(
    @Arg('input', () => CreateModuleInput, { description: 'What it is.' }) input: CreateModuleInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await createModule(this.services, context, input))
  }

  @Mutation(() => RenameModulePayload, { description: 'Gives a module a new name.' })
  async renameModule(
    @Arg('input', () => RenameModuleInput, { description: 'Which and how.' }) input: RenameModuleInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await renameModule(this.services, context, input))
  }

  @Mutation(() => MoveModulePayload, { description: 'Moves a module among those of its course.' })
  async moveModule(
    @Arg('input', () => MoveModuleInput, { description: 'Which and where.' }) input: MoveModuleInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await moveModule(this.services, context, input))
  }

  @Mutation(() => RemoveModulePayload, {
    description: 'Takes a module away, with its lectures. A published course keeps one at least.',
  })
  async removeModule(
    @Arg('input', () => RemoveModuleInput, { description: 'Which.' }) input: RemoveModuleInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await removeModule(this.services, context, input))
  }

  @FieldResolver(() => Course, { nullable: true, description: 'The course it is part of.' })
  course(@Root() module: ModuleRecord, @Ctx() context: CoursesContext): Promise<CourseRecord | null> {
    return context.courses.load(module.courseId)
  }
}
