import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'

import type { LecturesContext } from '../context.ts'
import { canSeeLectures } from '../course/course.policy.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import { Lecture } from '../lecture/lecture.type.ts'
import { Module } from './module.stub.ts'

@Resolver(() => Module)
export class ModuleResolver {
  @FieldResolver(() => [Lecture], {
    nullable: true,
    description: 'Its lectures, in order; null when the module is not visible.',
  })
  async lectures(
    @Root() { id }: Module,
    @Ctx() context: LecturesContext,
  ): Promise<readonly LectureRecord[] | null> {
    const [module, lectures] = await Promise.all([
      context.modules.load(id),
      context.lecturesOfModule.load(id),
    ])
    const course = module && (await context.courses.load(module.courseId))
    return course !== null && canSeeLectures(context.viewer, course) ? lectures : null
  }
}
