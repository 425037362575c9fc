import { BasicUserError, NotFoundError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { moduleEvent } from './module.events.ts'
import type { Gap, ModuleRepository } from './module.repository.ts'
import type { ModuleRecord } from './module.ts'
import { choosePosition, withFreePosition } from './position.ts'
import { requireEditableModule } from './require-editable-module.ts'

export interface ModuleMove {
  readonly moduleId: string
  readonly afterModuleId?: string | null
}

/** Moves a module right after another one of its course, or to the front. Writes one row, and none when it stands there. */
export async function moveModule(
  services: CoursesServices,
  context: CoursesContext,
  { moduleId, afterModuleId = null }: ModuleMove,
): Promise<Outcome<{ module: ModuleRecord }>> {
  return await withFreePosition((attempt) =>
    services.inTransaction(context, async (transaction) => {
      const { modules, say } = transaction
      const before = await requireEditableModule(transaction, context, moduleId)
      if (before.id === afterModuleId) return fail(afterItself())
      const gap = await modules.findGap(before, await requirePosition(modules, before, afterModuleId))
      if (isInside(gap, before.position)) return succeed({ module: before })
      const position = choosePosition(gap, attempt)
      const module = await modules.changeModule(moduleId, { position }, services.clock.now())
      if (module === null) throw new NotFoundError('Module', moduleId)
      await say(moduleEvent(module))
      return succeed({ module })
    }),
  )
}

async function requirePosition(
  modules: ModuleRepository,
  moved: ModuleRecord,
  afterModuleId: string | null,
): Promise<string | null> {
  if (afterModuleId === null) return null
  const after = await modules.findModuleById(afterModuleId)
  if (after?.courseId !== moved.courseId) throw new NotFoundError('Module', afterModuleId)
  return after.position
}

function isInside({ before, after }: Gap, position: string): boolean {
  return (before === null || before < position) && (after === null || position < after)
}

function afterItself() {
  return new BasicUserError(UserErrorCode.INVALID_INPUT, 'A module cannot come after itself', [
    'input',
    'afterModuleId',
  ])
}
