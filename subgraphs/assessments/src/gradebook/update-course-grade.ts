import { formatUnits } from '../marks/marks.ts'
import type { AssessmentsTransaction } from '../services.ts'
import { totalGrade } from './total-grade.ts'

type Transaction = Pick<AssessmentsTransaction, 'gradebook' | 'say'>

/** Counts a learner's grade of a course anew from the released results, and says it when it changed. */
export async function updateCourseGrade(
  { gradebook, say }: Transaction,
  courseId: string,
  userId: string,
): Promise<void> {
  const before = await gradebook.lockGrade(courseId, userId)
  const results = await gradebook.listResults(courseId, userId)
  const total = totalGrade(results, await gradebook.findRules(courseId))
  if (total === before.total) return
  const { version } = await gradebook.saveTotal(courseId, userId, total)
  await say({
    type: 'course_grade.changed',
    aggregateId: `${courseId}:${userId}`,
    aggregateVersion: Number(version),
    payload: { courseId, userId, totalPercent: total === null ? null : formatUnits(total) },
  })
}

/** Counts every grade of a course anew: its rules or weights changed. */
export async function updateGradesOfCourse(transaction: Transaction, courseId: string): Promise<void> {
  for (const userId of await transaction.gradebook.listUserIds(courseId)) {
    await updateCourseGrade(transaction, courseId, userId)
  }
}
