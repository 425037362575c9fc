import { checkInput, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { EnrollmentsServices } from '../services.ts'
import { classSessionSchema } from './class-session.schema.ts'
import type { ClassSessionRecord } from './class-session.ts'

export interface NewClassSession {
  readonly courseId: string
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** Says when a course meets. */
export async function createClassSession(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  input: NewClassSession,
): Promise<Outcome<{ classSession: ClassSessionRecord }>> {
  const { courseId } = input
  await requireStaff(services, context, { courseId })
  const checked = checkInput(classSessionSchema, input)
  if (!checked.ok) return checked
  const createdAt = services.clock.now()
  const classSession = await services.classSessions.insertSession({ courseId, ...checked.value, createdAt })
  return succeed({ classSession })
}
