import { Ctx, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql'

import type { LecturesContext } from '../context.ts'
import { canSeeLectures } from './course.policy.ts'
import { Course } from './course.stub.ts'
import type { CourseTotals } from './course.ts'

@Resolver(() => Course)
export class CourseResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'How many lectures the course has.' })
  async lectureCount(@Root() { id }: Course, @Ctx() context: LecturesContext): Promise<number | null> {
    return (await findTotals(id, context))?.lectureCount ?? null
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'How long its video and audio lectures take together, as far as their lengths are known.',
  })
  async totalDurationSeconds(
    @Root() { id }: Course,
    @Ctx() context: LecturesContext,
  ): Promise<number | null> {
    return (await findTotals(id, context))?.totalDurationSeconds ?? null
  }
}

async function findTotals(courseId: string, context: LecturesContext): Promise<CourseTotals | null> {
  const [course, totals] = await Promise.all([
    context.courses.load(courseId),
    context.courseTotals.load(courseId),
  ])
  if (course === null || !canSeeLectures(context.viewer, course)) return null
  return totals ?? { courseId, lectureCount: 0, totalDurationSeconds: 0 }
}
