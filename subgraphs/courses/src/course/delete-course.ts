import { BasicUserError, UserErrorCode, fail, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import { moduleEvent } from '../module/module.events.ts'
import { programEvent } from '../program/program.events.ts'
import type { CoursesServices, CoursesTransaction } from '../services.ts'
import { courseEvent } from './course.events.ts'
import { requireEditableCourse } from './course.policy.ts'
import type { CourseRepository } from './course.repository.ts'
import type { CourseRecord } from './course.ts'

/** Deletes a draft that nobody depends on, with its modules. */
export async function deleteCourse(
  services: CoursesServices,
  context: CoursesContext,
  { courseId }: { readonly courseId: string },
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  return await services.inTransaction(context, async ({ courses, modules, programs, say }) => {
    // Before the course, in the order in which they are locked to be given courses.
    const programIds = await programs.lockProgramsOf(courseId)
    const course = requireEditableCourse(context.viewer, await courses.lockCourse(courseId), courseId)
    await courses.lockPrerequisites()
    const obstacle = await findObstacle(courses, course)
    if (obstacle !== null) return fail(notDeletable(obstacle))
    for (const module of await modules.listModules([course.id])) {
      await say(moduleEvent({ ...module, version: module.version + 1n }, { isRemoved: true }))
    }
    await say(courseEvent('course.deleted', { ...course, version: course.version + 1n }))
    await courses.deleteCourse(course.id)
    await leavePrograms({ programs, say }, programIds)
    return succeed({ course })
  })
}

/** Says the programs that a deleted course was in, without it. */
async function leavePrograms(
  { programs, say }: Pick<CoursesTransaction, 'programs' | 'say'>,
  programIds: readonly string[],
): Promise<void> {
  const members = await programs.listProgramCourses(programIds)
  for (const programId of programIds) {
    const ofProgram = members.filter((member) => member.programId === programId)
    const courseIds = ofProgram.map(({ courseId }) => courseId)
    const program = await programs.replaceProgramCourses(programId, courseIds)
    await say(programEvent('program.updated', program, courseIds))
  }
}

async function findObstacle(courses: CourseRepository, course: CourseRecord): Promise<string | null> {
  if (course.status !== 'DRAFT') return 'it was published; unpublish it instead'
  if (await courses.hasEnrollments(course.id)) return 'people are enrolled'
  if (await courses.isPrerequisite(course.id)) return 'another course builds on it'
  return null
}

function notDeletable(obstacle: string) {
  return new BasicUserError(UserErrorCode.COURSE_NOT_DELETABLE, `The course cannot be deleted: ${obstacle}`, [
    'input',
    'courseId',
  ])
}
