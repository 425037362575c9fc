import { BasicUserError, UserErrorCode, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import { sessionCancelled } from './class-session.errors.ts'
import { AttendanceStatus } from './class-session.ts'
import type { ClassSessionRecord } from './class-session.ts'
import { requireStaffOfSession } from './require-staff-of-session.ts'

export interface AttendanceMarks {
  readonly classSessionId: string
  readonly marks: readonly { readonly userId: string; readonly status: AttendanceStatus }[]
}

const marksSchema = z.object({
  marks: z
    .array(z.object({ userId: z.string(), status: z.enum(AttendanceStatus) }))
    .min(1, 'Somebody is marked')
    .max(200, 'At most 200 are marked at once')
    .refine((marks) => new Set(marks.map(({ userId }) => userId)).size === marks.length, {
      error: 'Everybody is marked once',
    }),
})

/**
 * Marks who came to a class session, all of them or none. Marking the same again is nothing; another mark corrects the one
 * before, and the history keeps both.
 */
export async function markAttendance(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  input: AttendanceMarks,
): Promise<Outcome<{ classSession: ClassSessionRecord }>> {
  const { viewer, session } = await requireStaffOfSession(services, context, input.classSessionId)
  const checked = checkInput(marksSchema, input)
  if (!checked.ok) return checked
  const { marks } = checked.value
  return await services.inTransaction(context, async ({ attendance, classSessions }) => {
    const classSession = (await classSessions.lockSession(session.id)) ?? session
    if (classSession.cancelledAt !== null) return fail(sessionCancelled())
    const userIds = marks.map(({ userId }) => userId)
    const markable = await attendance.listMarkable(classSession, userIds)
    const strangers = userIds.flatMap((userId, index) => (markable.has(userId) ? [] : [notEnrolled(index)]))
    if (strangers.length > 0) return fail(...strangers)
    await attendance.saveMarks({
      classSessionId: session.id,
      marks,
      markedBy: viewer.id,
      markedAt: services.clock.now(),
    })
    return succeed({ classSession })
  })
}

function notEnrolled(index: number): BasicUserError {
  const path = ['input', 'marks', String(index), 'userId']
  return new BasicUserError(UserErrorCode.NOT_ENROLLED, 'This person is no learner of the course', path)
}
