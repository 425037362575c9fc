import { NotFoundError, checkInput, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CoursesContext } from '../context.ts'
import { titleSchema } from '../course/course.schemas.ts'
import type { CoursesServices } from '../services.ts'
import { moduleEvent } from './module.events.ts'
import type { ModuleRecord } from './module.ts'
import { requireEditableModule } from './require-editable-module.ts'

const renamingSchema = z.object({ moduleId: z.string(), title: titleSchema })

/** Gives a module a new name. */
export async function renameModule(
  services: CoursesServices,
  context: CoursesContext,
  input: unknown,
): Promise<Outcome<{ module: ModuleRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(renamingSchema, input)
  if (!checked.ok) return checked
  const { moduleId, title } = checked.value
  return await services.inTransaction(context, async (transaction) => {
    await requireEditableModule(transaction, context, moduleId)
    const module = await transaction.modules.changeModule(moduleId, { title }, services.clock.now())
    if (module === null) throw new NotFoundError('Module', moduleId)
    await transaction.say(moduleEvent(module))
    return succeed({ module })
  })
}
