import { succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import type { ClassSessionRecord } from './class-session.ts'
import { requireStaffOfSession } from './require-staff-of-session.ts'

/** Calls a class session off: its marks stay and no longer count. Doing it twice is once. */
export async function cancelClassSession(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  { classSessionId }: { readonly classSessionId: string },
): Promise<Outcome<{ classSession: ClassSessionRecord }>> {
  const { session } = await requireStaffOfSession(services, context, classSessionId)
  return await services.inTransaction(context, async ({ classSessions }) => {
    const known = (await classSessions.lockSession(session.id)) ?? session
    if (known.cancelledAt !== null) return succeed({ classSession: known })
    return succeed({ classSession: await classSessions.cancelSession(session.id, services.clock.now()) })
  })
}
