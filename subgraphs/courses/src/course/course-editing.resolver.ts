import { toPayload } from '@lyceum/kit'
import { Arg, Args, Ctx, Mutation, Resolver } from 'type-graphql'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { addCourseInstructor } from './add-course-instructor.ts'
import {
  AddCourseInstructorInput,
  CreateCourseArguments,
  RemoveCourseInstructorInput,
  SetCourseCapacityInput,
  SetCourseCategoriesInput,
  SetCoursePrerequisitesInput,
  SetCoursePriceInput,
  SetCourseThumbnailInput,
  UpdateCourseDetailsInput,
} from './course.inputs.ts'
import {
  AddCourseInstructorPayload,
  CreateCoursePayload,
  RemoveCourseInstructorPayload,
  SetCourseCapacityPayload,
  SetCourseCategoriesPayload,
  SetCoursePrerequisitesPayload,
  SetCoursePricePayload,
  SetCourseThumbnailPayload,
  UpdateCourseDetailsPayload,
} from './course.payloads.ts'
import { createCourse } from './create-course.ts'
import { removeCourseInstructor } from './remove-course-instructor.ts'
import { setCourseCapacity } from './set-course-capacity.ts'
import { setCourseCategories } from './set-course-categories.ts'
import { setCoursePrerequisites } from './set-course-prerequisites.ts'
import { setCoursePrice } from './set-course-price.ts'
import { setCourseThumbnail } from './set-course-thumbnail.ts'
import { updateCourseDetails } from './update-course-details.ts'

@Resolver()
export class CourseEditingResolver {
  constructor(private readonly services: CoursesServices) {}

  @Mutation(() => CreateCoursePayload, { description: 'Makes a draft. For instructors and administrators.' })
  async createCourse(
    @Args(() => CreateCourseArguments) args: CreateCourseArguments,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await createCourse(this.services, context, args))
  }

  @Mutation(() => UpdateCourseDetailsPayload, { description: 'Changes what a course says about itself.' })
  async updateCourseDetails(
    @Arg('input', () => UpdateCourseDetailsInput, { description: 'What changes.' })
    input: UpdateCourseDetailsInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await updateCourseDetails(this.services, context, input))
  }

  @Mutation(() => SetCoursePricePayload, { description: 'Sets what a course costs, or makes it free.' })
  async setCoursePrice(
    @Arg('input', () => SetCoursePriceInput, { description: 'The price.' }) input: SetCoursePriceInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await setCoursePrice(this.services, context, input))
  }

  @Mutation(() => SetCourseCapacityPayload, {
    description: 'Sets how many can be enrolled at once, or takes the limit away.',
  })
  async setCourseCapacity(
    @Arg('input', () => SetCourseCapacityInput, { description: 'The capacity.' })
    input: SetCourseCapacityInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await setCourseCapacity(this.services, context, input))
  }

  @Mutation(() => SetCoursePrerequisitesPayload, { description: 'Sets what a learner completes first.' })
  async setCoursePrerequisites(
    @Arg('input', () => SetCoursePrerequisitesInput, { description: 'The prerequisites.' })
    input: SetCoursePrerequisitesInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await setCoursePrerequisites(this.services, context, input))
  }

  @Mutation(() => AddCourseInstructorPayload, {
    description: 'Adds somebody who teaches a course; they may change it too.',
  })
  async addCourseInstructor(
    @Arg('input', () => AddCourseInstructorInput, { description: 'Whom.' }) input: AddCourseInstructorInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await addCourseInstructor(this.services, context, input))
  }

  @Mutation(() => RemoveCourseInstructorPayload, {
    description: 'Takes somebody from those who teach a course. The last one stays.',
  })
  async removeCourseInstructor(
    @Arg('input', () => RemoveCourseInstructorInput, { description: 'Whom.' })
    input: RemoveCourseInstructorInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await removeCourseInstructor(this.services, context, input))
  }

  @Mutation(() => SetCourseThumbnailPayload, {
    description: 'Sets the picture of a course, or takes it away.',
  })
  async setCourseThumbnail(
    @Arg('input', () => SetCourseThumbnailInput, { description: 'The picture.' })
    input: SetCourseThumbnailInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await setCourseThumbnail(this.services, context, input))
  }

  @Mutation(() => SetCourseCategoriesPayload, { description: 'Says where a course belongs.' })
  async setCourseCategories(
    @Arg('input', () => SetCourseCategoriesInput, { description: 'The categories.' })
    input: SetCourseCategoriesInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await setCourseCategories(this.services, context, input))
  }
}
