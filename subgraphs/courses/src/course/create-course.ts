import { checkInput, fail, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { chooseFreeSlug, slugSchema, toSlug } from '../slug.ts'
import { slugTaken } from './course.errors.ts'
import { courseEvent } from './course.events.ts'
import { canCreateCourses } from './course.policy.ts'
import { isSlugTaken } from './course.repository.ts'
import type { NewCourse } from './course.repository.ts'
import {
  descriptionSchema,
  languageSchema,
  levelSchema,
  summarySchema,
  titleSchema,
} from './course.schemas.ts'
import type { CourseRecord } from './course.ts'

const newCourseSchema = z.object({
  title: titleSchema,
  description: descriptionSchema,
  slug: slugSchema.nullish(),
  summary: summarySchema.nullish(),
  level: levelSchema.nullish(),
  language: languageSchema.nullish(),
})

/** How often a slug is chosen again because somebody took it in the meantime. */
const slugAttempts = 5

/** Makes a draft, with its creator as the first instructor. */
export async function createCourse(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ course: CourseRecord }>> {
  const creator = requirePermission(context.viewer, canCreateCourses)
  const checked = checkInput(newCourseSchema, input, [])
  if (!checked.ok) return checked
  const { slug, title, summary, level, language, description } = checked.value
  const draft = {
    title,
    description,
    summary: summary || null,
    level: level ?? 'BEGINNER',
    language: language ?? 'en',
    instructorId: creator.id,
  }
  for (let attempt = 1; ; attempt += 1) {
    const chosen = slug ?? (await chooseSlug(services, title))
    try {
      return succeed({ course: await insertDraft(services, context, { ...draft, slug: chosen }) })
    } catch (error) {
      if (!isSlugTaken(error) || (slug == null && attempt === slugAttempts)) throw error
      if (slug != null) return fail(slugTaken(['slug']))
    }
  }
}

async function chooseSlug({ courses }: CoursesServices, title: string): Promise<string> {
  const slug = toSlug(title, 'course')
  return chooseFreeSlug(slug, await courses.listTakenSlugs(slug))
}

async function insertDraft(
  services: CoursesServices,
  context: CoursesContext,
  draft: NewCourse,
): Promise<CourseRecord> {
  return await services.inTransaction(context, async ({ courses, say }) => {
    const course = await courses.insertCourse(draft, services.clock.now())
    await say(courseEvent('course.updated', course))
    return course
  })
}
