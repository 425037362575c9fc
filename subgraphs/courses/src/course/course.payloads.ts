import { UserError } from '@lyceum/kit'
import { Field, ObjectType } from 'type-graphql'

import { Course } from './course.type.ts'

/** What every payload about one course holds. */
@ObjectType('CoursePayload', { description: 'A course, or why there is none.' })
abstract class CoursePayload {
  @Field(() => Course, { nullable: true, description: 'The course; null when it did not work.' })
  course?: Course | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('CreateCoursePayload', { description: 'The new draft, or why there is none.' })
export class CreateCoursePayload extends CoursePayload {}

@ObjectType('UpdateCourseDetailsPayload', { description: 'The changed course, or why it did not change.' })
export class UpdateCourseDetailsPayload extends CoursePayload {}

@ObjectType('SetCoursePricePayload', { description: 'The changed course, or why it did not change.' })
export class SetCoursePricePayload extends CoursePayload {}

@ObjectType('SetCourseCapacityPayload', { description: 'The changed course, or why it did not change.' })
export class SetCourseCapacityPayload extends CoursePayload {}

@ObjectType('SetCoursePrerequisitesPayload', { description: 'The changed course, or why it did not change.' })
export class SetCoursePrerequisitesPayload extends CoursePayload {}

@ObjectType('AddCourseInstructorPayload', { description: 'The changed course, or why it did not change.' })
export class AddCourseInstructorPayload extends CoursePayload {}

@ObjectType('RemoveCourseInstructorPayload', { description: 'The changed course, or why it did not change.' })
export class RemoveCourseInstructorPayload extends CoursePayload {}

@ObjectType('SetCourseThumbnailPayload', { description: 'The changed course, or why it did not change.' })
export class SetCourseThumbnailPayload extends CoursePayload {}

@ObjectType('SetCourseCategoriesPayload', { description: 'The changed course, or why it did not change.' })
export class SetCourseCategoriesPayload extends CoursePayload {}

@ObjectType('PublishCoursePayload', { description: 'The published course, or what it lacks.' })
export class PublishCoursePayload extends CoursePayload {}

@ObjectType('UnpublishCoursePayload', {
  description: 'The course that left the catalogue, or why it did not.',
})
export class UnpublishCoursePayload extends CoursePayload {}

@ObjectType('DeleteCoursePayload', {
  description: 'The draft as it was before it was deleted, or why it is still there.',
})
export class DeleteCoursePayload extends CoursePayload {}
