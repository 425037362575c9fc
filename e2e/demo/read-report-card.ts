import {
  CreateClassSession,
  MarkAttendance,
  ReadReportCard,
  WriteRemark,
  present,
  succeeded,
} from '@lyceum/client'
import { eventually } from '@lyceum/testkit/eventually'

import type { Person } from './people.ts'
import { expectThat } from './step-runner.ts'
import type { StepRunner } from './step-runner.ts'

const hours = { startsAt: '2026-03-02T09:00:00.000Z', endsAt: '2026-03-02T10:00:00.000Z' }

/** The instructor marks a class session and writes a remark; the learner reads both beside grade and results. */
export async function readReportCard(
  { instructor, learner }: { readonly instructor: Person; readonly learner: Person },
  { courseId, enrollmentId }: { readonly courseId: string; readonly enrollmentId: string },
  steps: StepRunner,
): Promise<void> {
  await steps.step('The report card: grade, attendance and a remark', async () => {
    const session = { courseId, title: 'In the greenhouse', ...hours }
    const { createClassSession } = await instructor.client.execute(CreateClassSession, { input: session })
    const { id: classSessionId } = present(succeeded(createClassSession).classSession, 'class session')
    const marks = [{ userId: learner.id, status: 'PRESENT' }] as const
    const marked = { classSessionId, marks: [...marks] }
    succeeded((await instructor.client.execute(MarkAttendance, { input: marked })).markAttendance)
    const remark = { reportCardId: enrollmentId, text: 'A green thumb.' }
    succeeded((await instructor.client.execute(WriteRemark, { input: remark })).writeRemark)
    return await eventually(async () => {
      const { reportCard } = await learner.client.execute(ReadReportCard, { id: enrollmentId })
      const card = present(reportCard, 'report card')
      const results = card.results.edges.map(({ node }) => node)
      expectThat(results.length === 2 && results.every(({ isPassed }) => isPassed), 'quiz and exam, passed')
      const { gradePercent, completionPercent } = card
      expectThat(gradePercent !== null && completionPercent === 100, 'a grade, and every lecture done')
      const { attendancePercent } = card.attendanceSummary
      expectThat(attendancePercent === 100, 'full attendance')
      const [written] = card.remarks.edges.map(({ node }) => node)
      expectThat(written?.author?.displayName === instructor.name, "the instructor's remark")
      const told = `grade ${gradePercent ?? ''} %, attendance ${attendancePercent} %: ${written?.text ?? ''}`
      return { result: undefined, told }
    })
  })
}
