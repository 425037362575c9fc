import { NotFoundError, isAdministrator, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices } from '../services.ts'
import { programEvent } from './program.events.ts'
import type { ProgramRecord } from './program.ts'

/** Deletes a program; its courses stay. */
export async function deleteProgram(
  services: CoursesServices,
  context: CoursesContext,
  { programId }: { readonly programId: string },
): Promise<Outcome<{ program: ProgramRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  return await services.inTransaction(context, async ({ programs, say }) => {
    const program = await programs.lockProgram(programId)
    if (program === null) throw new NotFoundError('Program', programId)
    await programs.deleteProgram(program.id)
    await say(programEvent('program.deleted', { ...program, version: program.version + 1n }, []))
    return succeed({ program })
  })
}
