import { CreateClassSession, WriteRemark, present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'

/** When every class session of the table takes place. */
export const policyHours = { startsAt: '2026-03-02T09:00:00.000Z', endsAt: '2026-03-02T10:00:00.000Z' }

/** Who teaches the course and whose report card it is. */
export interface PolicyClass {
  readonly courseId: string
  readonly enrollmentId: string
  readonly instructor: Client
}

/** What the policy table's fields about class sessions and report cards are called on. */
export type PolicyReportCards = Awaited<ReturnType<typeof openPolicyReportCards>>

export async function openPolicyReportCards({ courseId, enrollmentId, instructor }: PolicyClass) {
  async function freshSession(): Promise<string> {
    const input = { courseId, title: 'Class session', ...policyHours }
    const { createClassSession } = await instructor.execute(CreateClassSession, { input })
    return present(succeeded(createClassSession).classSession, 'class session').id
  }

  return {
    reportCardId: enrollmentId,
    classSessionId: await freshSession(),
    freshSession,
    async freshRemark(): Promise<string> {
      const input = { reportCardId: enrollmentId, text: 'Well done.' }
      const { writeRemark } = await instructor.execute(WriteRemark, { input })
      return present(succeeded(writeRemark).remark, 'remark').id
    },
  }
}
