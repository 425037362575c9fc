import type { CoursesContext } from '../context.ts'
import type { ModuleRecord } from '../module/module.ts'
import { canReferToCourse } from './course.policy.ts'
import type { CourseRecord } from './course.ts'

/** The course that another subgraph refers to: whatever was ever public, and drafts for those who may edit them. */
export async function resolveCourseReference(
  id: string,
  context: CoursesContext,
): Promise<CourseRecord | null> {
  const course = await context.courses.load(id)
  return course !== null && canReferToCourse(context.viewer, course) ? course : null
}

/** The module that another subgraph refers to; it is visible when its course is. */
export async function resolveModuleReference(
  id: string,
  context: CoursesContext,
): Promise<ModuleRecord | null> {
  const module = await context.modules.load(id)
  if (module === null || (await resolveCourseReference(module.courseId, context)) === null) return null
  return module
}
