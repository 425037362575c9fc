import { checkInput, fail, isAdministrator, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import { slugTaken } from '../course/course.errors.ts'
import { isSlugTaken } from '../course/course.repository.ts'
import { descriptionSchema, titleSchema } from '../course/course.schemas.ts'
import type { CoursesServices } from '../services.ts'
import { slugSchema, toSlug } from '../slug.ts'
import { programEvent } from './program.events.ts'
import type { ProgramRecord } from './program.ts'

const newProgramSchema = z.object({
  title: titleSchema,
  description: descriptionSchema,
  slug: slugSchema.nullish(),
})

/** Makes a program without courses. */
export async function createProgram(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ program: ProgramRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  const checked = checkInput(newProgramSchema, input)
  if (!checked.ok) return checked
  const { title, description } = checked.value
  const slug = checked.value.slug ?? toSlug(title, 'program')
  try {
    const program = await services.inTransaction(context, async ({ programs, say }) => {
      const inserted = await programs.insertProgram({ title, description, slug })
      await say(programEvent('program.updated', inserted, []))
      return inserted
    })
    return succeed({ program })
  } catch (error) {
    if (isSlugTaken(error)) return fail(slugTaken(['input', 'slug']))
    throw error
  }
}
