import { NotFoundError, requireSignedIn } from '@lyceum/kit'
import type { SignedInViewer } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { EnrollmentsServices } from '../services.ts'
import type { ClassSessionRecord } from './class-session.ts'

/**
 * A class session, for those who teach its course and for administrators.
 * @throws {NotFoundError} for everybody else
 */
export async function requireStaffOfSession(
  services: Pick<EnrollmentsServices, 'classSessions' | 'courses'>,
  context: Pick<EnrollmentsContext, 'viewer'>,
  id: string,
): Promise<{ viewer: SignedInViewer; session: ClassSessionRecord }> {
  requireSignedIn(context.viewer)
  const [session] = await services.classSessions.findSessionsByIds([id])
  if (session === undefined) throw new NotFoundError('ClassSession', id)
  const target = { courseId: session.courseId, kind: 'ClassSession', id }
  return { viewer: await requireStaff(services, context, target), session }
}
