import { ConnectionArguments, toConnection, toPageRequest, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { CoursesContext } from '../context.ts'
import type { CourseRecord } from '../course/course.ts'
import { Course } from '../course/course.type.ts'
import { loadVisibleCourses } from '../course/load-visible-courses.ts'
import type { CoursesServices } from '../services.ts'
import { createProgram } from './create-program.ts'
import { deleteProgram } from './delete-program.ts'
import {
  CreateProgramInput,
  CreateProgramPayload,
  DeleteProgramInput,
  DeleteProgramPayload,
  ProgramConnection,
  SetProgramCoursesInput,
  SetProgramCoursesPayload,
} from './program.operations.ts'
import type { ProgramRecord } from './program.ts'
import { Program } from './program.type.ts'
import { setProgramCourses } from './set-program-courses.ts'

@Resolver(() => Program)
export class ProgramResolver {
  constructor(private readonly services: CoursesServices) {}

  @Query(() => Program, { nullable: true, description: 'One program.' })
  program(
    @Arg('slug', () => String, { description: 'Its slug.' }) slug: string,
  ): Promise<ProgramRecord | null> {
    return this.services.programs.findProgramBySlug(slug)
  }

  @Query(() => ProgramConnection, { description: 'Every program, by title.' })
  async programs(
    @Args(() => ConnectionArguments) args: ConnectionArguments,
  ): Promise<Connection<ProgramRecord>> {
    const request = toPageRequest(args, 2)
    const rows = await this.services.programs.listPrograms(request)
    return toConnection(rows, request, ({ title, id }) => [title, id])
  }

  @Mutation(() => CreateProgramPayload, { description: 'Makes a program. For administrators.' })
  async createProgram(
    @Arg('input', () => CreateProgramInput, { description: 'What it is.' }) input: CreateProgramInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await createProgram(this.services, context, input))
  }

  @Mutation(() => SetProgramCoursesPayload, {
    description: 'Says what a program is made of. For administrators.',
  })
  async setProgramCourses(
    @Arg('input', () => SetProgramCoursesInput, { description: 'Its courses.' })
    input: SetProgramCoursesInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await setProgramCourses(this.services, context, input))
  }

  @Mutation(() => DeleteProgramPayload, {
    description: 'Deletes a program; its courses stay. For administrators.',
  })
  async deleteProgram(
    @Arg('input', () => DeleteProgramInput, { description: 'Which program.' }) input: DeleteProgramInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await deleteProgram(this.services, context, input))
  }

  @FieldResolver(() => [Course], {
    description: 'Its courses that the viewer may see, in order; at most 100.',
  })
  async courses(@Root() program: ProgramRecord, @Ctx() context: CoursesContext): Promise<CourseRecord[]> {
    const members = await context.coursesByProgram.load(program.id)
    return await loadVisibleCourses(
      context,
      members.map(({ courseId }) => courseId),
    )
  }
}
