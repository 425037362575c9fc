import { NotFoundError, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import { CourseNotPublishableError } from '../course/course.errors.ts'
import type { CoursesServices } from '../services.ts'
import { moduleEvent } from './module.events.ts'
import type { ModuleRecord } from './module.ts'
import { requireEditableModule } from './require-editable-module.ts'

/** Takes a module away. A published course keeps one at least. */
export async function removeModule(
  services: CoursesServices,
  context: CoursesContext,
  { moduleId }: { readonly moduleId: string },
): Promise<Outcome<{ module: ModuleRecord }>> {
  return await services.inTransaction(context, async (transaction) => {
    const { courses, modules, say } = transaction
    const known = await requireEditableModule(transaction, context, moduleId)
    const course = await courses.lockCourse(known.courseId)
    // Again, because it may have changed until the course was locked.
    const module = await modules.lockModule(moduleId)
    if (module === null) throw new NotFoundError('Module', moduleId)
    if (course?.status === 'PUBLISHED' && (await modules.countModules(course.id)) === 1) {
      return fail(new CourseNotPublishableError(['MODULE']))
    }
    await modules.deleteModule(moduleId)
    await say(moduleEvent({ ...module, version: module.version + 1n }, { isRemoved: true }))
    return succeed({ module })
  })
}
