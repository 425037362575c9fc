import { BasicUserError, UserErrorCode, checkInput, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import { requireEditableCourse } from '../course/course.policy.ts'
import { titleSchema } from '../course/course.schemas.ts'
import { courseLimits } from '../course/course.ts'
import type { CoursesServices } from '../services.ts'
import { moduleEvent } from './module.events.ts'
import type { ModuleRecord } from './module.ts'
import { choosePosition, withFreePosition } from './position.ts'

const newModuleSchema = z.object({ courseId: z.string(), title: titleSchema })

/** Adds a module at the end of a course. */
export async function createModule(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ module: ModuleRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(newModuleSchema, input)
  if (!checked.ok) return checked
  const { courseId, title } = checked.value
  return await withFreePosition((attempt) =>
    services.inTransaction(context, async ({ courses, modules, say }) => {
      requireEditableCourse(context.viewer, await courses.lockCourse(courseId), courseId)
      if ((await modules.countModules(courseId)) >= courseLimits.modules) return fail(tooManyModules())
      const gap = { before: await modules.findLastPosition(courseId), after: null }
      const module = await modules.insertModule({ courseId, title, position: choosePosition(gap, attempt) })
      await say(moduleEvent(module))
      return succeed({ module })
    }),
  )
}

function tooManyModules() {
  return new BasicUserError(
    UserErrorCode.LIMIT_REACHED,
    `A course has at most ${courseLimits.modules} modules`,
    ['input', 'courseId'],
  )
}
