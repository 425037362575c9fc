import { NotFoundError, checkInput, isAdministrator, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import { idsSchema } from '../course/course.schemas.ts'
import { requireVisibleCourses } from '../course/set-course-prerequisites.ts'
import type { CoursesServices } from '../services.ts'
import { programEvent } from './program.events.ts'
import { programCourseLimit } from './program.ts'
import type { ProgramRecord } from './program.ts'

const inputSchema = z.object({ programId: z.string(), courseIds: idsSchema(programCourseLimit) })

/** Says what a program is made of, in place of what was said before. */
export async function setProgramCourses(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ program: ProgramRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { programId, courseIds } = checked.value
  return await services.inTransaction(context, async ({ courses, programs, say }) => {
    const before = await programs.lockProgram(programId)
    if (before === null) throw new NotFoundError('Program', programId)
    await requireVisibleCourses(courses, { ids: courseIds, viewer: context.viewer })
    const program = await programs.replaceProgramCourses(before.id, courseIds)
    await say(programEvent('program.updated', program, courseIds))
    return succeed({ program })
  })
}
