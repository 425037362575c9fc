import type { Connection } from '@lyceum/kit'
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'

import type { CoursesContext } from '../context.ts'
import { CourseConnection, UserCoursesArguments } from '../course/course.arguments.ts'
import type { CourseRecord } from '../course/course.ts'
import { toFollowKey } from '../follow/follow.ts'
import { listTaughtCourses } from './list-taught-courses.ts'
import { User } from './user.stub.ts'
import type { UserReference } from './user.stub.ts'

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => CourseConnection, {
    nullable: true,
    description:
      'What the person teaches, newest first: published courses, and all of them for the person and administrators.',
  })
  courses(
    @Root() user: UserReference,
    @Args(() => UserCoursesArguments) args: UserCoursesArguments,
    @Ctx() context: CoursesContext,
  ): Promise<Connection<CourseRecord>> {
    return listTaughtCourses(context, user.id, args)
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the viewer hears of what the person teaches; false when nobody is signed in.',
  })
  async viewerIsFollowing(@Root() user: UserReference, @Ctx() context: CoursesContext): Promise<boolean> {
    return (await context.follows.load(toFollowKey({ subject: 'INSTRUCTOR', subjectId: user.id }))) !== null
  }
}
