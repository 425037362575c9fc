import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { DeleteCourseInput, PublishCourseInput, UnpublishCourseInput } from './course.inputs.ts'
import { DeleteCoursePayload, PublishCoursePayload, UnpublishCoursePayload } from './course.payloads.ts'
import { deleteCourse } from './delete-course.ts'
import { publishCourse } from './publish-course.ts'
import { unpublishCourse } from './unpublish-course.ts'

@Resolver()
export class CoursePublishingResolver {
  constructor(private readonly services: CoursesServices) {}

  @Mutation(() => PublishCoursePayload, {
    description: 'Puts a course into the catalogue. It needs a description and a lecture in every module.',
  })
  async publishCourse(
    @Arg('input', () => PublishCourseInput, { description: 'Which.' }) input: PublishCourseInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await publishCourse(this.services, context, input))
  }

  @Mutation(() => UnpublishCoursePayload, {
    description: 'Takes a course out of the catalogue; who enrolled keeps it.',
  })
  async unpublishCourse(
    @Arg('input', () => UnpublishCourseInput, { description: 'Which.' }) input: UnpublishCourseInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await unpublishCourse(this.services, context, input))
  }

  @Mutation(() => DeleteCoursePayload, { description: 'Deletes a draft that nobody depends on.' })
  async deleteCourse(
    @Arg('input', () => DeleteCourseInput, { description: 'Which.' }) input: DeleteCourseInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await deleteCourse(this.services, context, input))
  }
}
