import { untilFound } from '@lyceum/events'
import { fail, requireSignedIn } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { ModuleRepository } from '../module/module.repository.ts'
import type { CoursesServices } from '../services.ts'
import { CourseNotPublishableError } from './course.errors.ts'
import type { CoursePublishRequirement } from './course.errors.ts'
import { requireEditableCourse } from './course.policy.ts'
import type { CourseRecord } from './course.ts'
import { editCourse } from './edit-course.ts'

/** Puts a course into the catalogue. Publishing twice is once. */
export async function publishCourse(
  services: CoursesServices,
  context: CoursesContext,
  { courseId }: { readonly courseId: string },
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  const known = await services.courses.findCourseById(courseId)
  const course = requireEditableCourse(context.viewer, known, courseId)
  if (course.status !== 'PUBLISHED' && course.description !== '')
    await untilLecturesAreKnown(services, courseId)
  return await editCourse(services, context, {
    courseId,
    announce: 'course.published',
    async change({ modules }, { status, description, publishedAt }) {
      if (status === 'PUBLISHED') return null
      const error = await findShortcomings(modules, { id: courseId, description })
      if (error !== null) return fail(error)
      return { status: 'PUBLISHED', publishedAt: publishedAt ?? services.clock.now() }
    },
  })
}

/** What is known of lectures is some milliseconds old, so a missing one is waited for. */
async function untilLecturesAreKnown({ modules }: CoursesServices, courseId: string): Promise<void> {
  await untilFound(async () => {
    const empty = await modules.listModulesWithoutLectures(courseId)
    return empty.length === 0 ? courseId : null
  })
}

async function findShortcomings(
  modules: ModuleRepository,
  course: Pick<CourseRecord, 'id' | 'description'>,
): Promise<CourseNotPublishableError | null> {
  const count = await modules.countModules(course.id)
  const empty = await modules.listModulesWithoutLectures(course.id)
  const missing: CoursePublishRequirement[] = []
  if (course.description === '') missing.push('DESCRIPTION')
  if (count === 0) missing.push('MODULE')
  if (empty.length > 0) missing.push('LECTURE_IN_EVERY_MODULE')
  return missing.length === 0 ? null : new CourseNotPublishableError(missing, empty)
}
