import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import type { CategoryRecord } from '../category/category.ts'
import { Category } from '../category/category.type.ts'
import type { CoursesContext } from '../context.ts'
import { toFollowKey } from '../follow/follow.ts'
import { MediaAsset } from '../media-asset/media-asset.stub.ts'
import type { MediaAssetReference } from '../media-asset/media-asset.stub.ts'
import type { ModuleRecord } from '../module/module.ts'
import { Module } from '../module/module.type.ts'
import type { CoursesServices } from '../services.ts'
import { User } from '../user/user.stub.ts'
import type { UserReference } from '../user/user.stub.ts'
import { AllCoursesArguments, CourseConnection } from './course.arguments.ts'
import { canEditCourse, canSeeCourse } from './course.policy.ts'
import type { CourseRecord } from './course.ts'
import { Course } from './course.type.ts'
import { listCatalogue } from './list-catalogue.ts'
import { loadVisibleCourses } from './load-visible-courses.ts'

@Resolver(() => Course)
export class CourseResolver {
  constructor(private readonly services: CoursesServices) {}

  @Query(() => CourseConnection, { description: 'The catalogue: every published course.' })
  allCourses(
    @Args(() => AllCoursesArguments) args: AllCoursesArguments,
    @Ctx() context: CoursesContext,
  ): Promise<Connection<CourseRecord>> {
    return listCatalogue(this.services, context, args)
  }

  @Query(() => Course, {
    nullable: true,
    description: 'One course; what is not published is for its instructors and administrators.',
  })
  async course(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: CoursesContext,
  ): Promise<CourseRecord | null> {
    const course = await context.courses.load(id)
    return course !== null && canSeeCourse(context.viewer, course) ? course : null
  }

  @Query(() => Course, {
    nullable: true,
    description: 'One course; what is not published is for its instructors and administrators.',
  })
  async courseBySlug(
    @Arg('slug', () => String, { description: 'Its slug.' }) slug: string,
    @Ctx() context: CoursesContext,
  ): Promise<CourseRecord | null> {
    const course = await this.services.courses.findCourseBySlug(slug)
    return course !== null && canSeeCourse(context.viewer, course) ? course : null
  }

  @FieldResolver(() => MediaAsset, { nullable: true, description: 'Its picture, if any.' })
  thumbnail(@Root() course: CourseRecord): MediaAssetReference | null {
    return course.thumbnailAssetId === null ? null : { id: course.thumbnailAssetId }
  }

  @FieldResolver(() => [User], {
    nullable: 'itemsAndList',
    description: 'Who teaches it, its creator first; at most 20.',
  })
  instructors(@Root() course: CourseRecord): UserReference[] {
    return course.instructorIds.map((id) => ({ id }))
  }

  @FieldResolver(() => [Module], { description: 'Its parts, in order; at most 200.' })
  modules(@Root() course: CourseRecord, @Ctx() context: CoursesContext): Promise<readonly ModuleRecord[]> {
    return context.modulesByCourse.load(course.id)
  }

  @FieldResolver(() => [Course], {
    description: 'What a learner completes first, as far as the viewer may see it; at most 20.',
  })
  prerequisites(@Root() course: CourseRecord, @Ctx() context: CoursesContext): Promise<CourseRecord[]> {
    return loadVisibleCourses(context, course.prerequisiteIds)
  }

  @FieldResolver(() => [Category], { description: 'Where it belongs; at most 10.' })
  async categories(@Root() course: CourseRecord, @Ctx() context: CoursesContext): Promise<CategoryRecord[]> {
    const categories = await Promise.all(course.categoryIds.map((id) => context.categories.load(id)))
    return categories.filter((category) => category !== null)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change it.' })
  viewerCanEdit(@Root() course: CourseRecord, @Ctx() context: CoursesContext): boolean {
    return canEditCourse(context.viewer, course)
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may publish it and it is not published. It may still lack something.',
  })
  viewerCanPublish(@Root() course: CourseRecord, @Ctx() context: CoursesContext): boolean {
    return course.status !== 'PUBLISHED' && canEditCourse(context.viewer, course)
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer hears of it; false when nobody is signed in.',
  })
  async viewerIsFollowing(@Root() course: CourseRecord, @Ctx() context: CoursesContext): Promise<boolean> {
    return (await context.follows.load(toFollowKey({ subject: 'COURSE', subjectId: course.id }))) !== null
  }
}
