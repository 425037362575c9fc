import { NotFoundError, requireSignedIn } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import { canSeeCourse, requireEditableCourse } from '../course/course.policy.ts'
import type { CoursesRepositories } from '../services.ts'
import type { ModuleRecord } from './module.ts'

/**
 * The module, when the viewer may change its course.
 * @throws {NotFoundError} when it does not exist or the viewer cannot see its course
 * @throws {ForbiddenError} when the viewer sees its course and may not change it
 */
export async function requireEditableModule(
  { courses, modules }: CoursesRepositories,
  context: CoursesContext,
  id: string,
): Promise<ModuleRecord> {
  requireSignedIn(context.viewer)
  const module = await modules.findModuleById(id)
  const course = module && (await courses.findCourseById(module.courseId))
  if (module === null || course === null || !canSeeCourse(context.viewer, course)) {
    throw new NotFoundError('Module', id)
  }
  requireEditableCourse(context.viewer, course, module.courseId)
  return module
}
