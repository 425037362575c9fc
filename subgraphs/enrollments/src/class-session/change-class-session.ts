import { checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import { classSessionSchema } from './class-session.schema.ts'
import type { ClassSessionRecord } from './class-session.ts'
import { sessionCancelled } from './class-session.errors.ts'
import { requireStaffOfSession } from './require-staff-of-session.ts'

export interface ClassSessionChange {
  readonly classSessionId: string
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** Renames or moves a class session that was not called off. */
export async function changeClassSession(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  input: ClassSessionChange,
): Promise<Outcome<{ classSession: ClassSessionRecord }>> {
  const { session } = await requireStaffOfSession(services, context, input.classSessionId)
  const checked = checkInput(classSessionSchema, input)
  if (!checked.ok) return checked
  return await services.inTransaction(context, async ({ classSessions }) => {
    const known = (await classSessions.lockSession(session.id)) ?? session
    if (known.cancelledAt !== null) return fail(sessionCancelled())
    return succeed({ classSession: await classSessions.changeSession(session.id, checked.value) })
  })
}
