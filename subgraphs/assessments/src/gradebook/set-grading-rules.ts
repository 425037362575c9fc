import { checkInput, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { AssessmentsContext } from '../context.ts'
import { requireStaff } from '../course/require-staff.ts'
import type { AssessmentsServices } from '../services.ts'
import type { DropRules } from './total-grade.ts'
import { updateGradesOfCourse } from './update-course-grade.ts'

const count = z.int().min(0).max(50)
const schema = z.object({
  courseId: z.string(),
  dropLowestQuizzes: count,
  dropLowestExams: count,
  dropLowestAssignments: count,
})

/** Says how many of the worst results of each kind do not count, and counts every grade of the course anew. */
export async function setGradingRules(
  services: AssessmentsServices,
  context: AssessmentsContext,
  input: unknown,
): Promise<Outcome<{ rules: DropRules }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(schema, input)
  if (!checked.ok) return checked
  const {
    courseId,
    dropLowestQuizzes: QUIZ,
    dropLowestExams: EXAM,
    dropLowestAssignments: ASSIGNMENT,
  } = checked.value
  await requireStaff(services, context, { courseId })
  const rules = { QUIZ, EXAM, ASSIGNMENT }
  return await services.inTransaction(context, async (transaction) => {
    await transaction.gradebook.saveRules(courseId, rules)
    await updateGradesOfCourse(transaction, courseId)
    return succeed({ rules })
  })
}
