import { setTimeout as wait } from 'node:timers/promises'

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

/** What is known of lectures is some milliseconds old, so a missing one is waited for: 20 times 100 ms. */
const lecturePolls = { attempts: 20, pauseMilliseconds: 100 } as const

/** Puts a course into the catalogue. Publishing twice is once. */
export async function publishCourse(
  services: CoursesServices,
  context: CoursesContext,
  { courseId }: { readonly courseId: string },
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  const known = await services.courses.findCourseById(courseId)
  const course = requireEditableCourse(context.viewer, known, courseId)
  if (course.status !== 'PUBLISHED' && course.description !== '') await awaitLectures(services, courseId)
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

async function awaitLectures({ modules }: CoursesServices, courseId: string): Promise<void> {
  for (let attempt = 0; attempt < lecturePolls.attempts; attempt += 1) {
    const waiting = await modules.listModulesWithoutLectures(courseId)
    if (waiting.length === 0) return
    await wait(lecturePolls.pauseMilliseconds)
  }
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
