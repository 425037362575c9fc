import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import type { CoursesContext } from '../context.ts'
import { FollowCourseInput, UnfollowCourseInput } from '../course/course.inputs.ts'
import type { CoursesServices } from '../services.ts'
import { followCourse } from './follow-course.ts'
import { followInstructor } from './follow-instructor.ts'
import {
  FollowCoursePayload,
  FollowInstructorInput,
  FollowInstructorPayload,
  UnfollowCoursePayload,
  UnfollowInstructorInput,
  UnfollowInstructorPayload,
} from './follow.operations.ts'

@Resolver()
export class FollowResolver {
  constructor(private readonly services: CoursesServices) {}

  @Mutation(() => FollowCoursePayload, { description: 'Lets the viewer hear of a course.' })
  async followCourse(
    @Arg('input', () => FollowCourseInput, { description: 'Which.' }) { courseId }: FollowCourseInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await followCourse(this.services, context, { courseId, isFollowing: true }))
  }

  @Mutation(() => UnfollowCoursePayload, { description: 'Ends what followCourse began.' })
  async unfollowCourse(
    @Arg('input', () => UnfollowCourseInput, { description: 'Which.' }) { courseId }: UnfollowCourseInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await followCourse(this.services, context, { courseId, isFollowing: false }))
  }

  @Mutation(() => FollowInstructorPayload, { description: 'Lets the viewer hear of what somebody teaches.' })
  async followInstructor(
    @Arg('input', () => FollowInstructorInput, { description: 'Whom.' }) { userId }: FollowInstructorInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await followInstructor(this.services, context, { userId, isFollowing: true }))
  }

  @Mutation(() => UnfollowInstructorPayload, { description: 'Ends what followInstructor began.' })
  async unfollowInstructor(
    @Arg('input', () => UnfollowInstructorInput, { description: 'Whom.' })
    { userId }: UnfollowInstructorInput,
    @Ctx() context: CoursesContext,
  ) {
    return toPayload(await followInstructor(this.services, context, { userId, isFollowing: false }))
  }
}
