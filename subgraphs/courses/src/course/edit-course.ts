import { requireSignedIn, succeed } from '@lyceum/kit'
import type { Failure, Outcome } from '@lyceum/kit'

import type { CoursesContext } from '../context.ts'
import type { CoursesServices, CoursesTransaction } from '../services.ts'
import type { CourseChanges } from './course.repository.ts'
import { courseEvent } from './course.events.ts'
import type { CourseEventType } from './course.events.ts'
import { requireEditableCourse } from './course.policy.ts'
import type { CourseRecord } from './course.ts'

export interface CourseEdit {
  readonly courseId: string
  /** Said besides `course.updated`. */
  readonly announce?: CourseEventType
  /** What changes, `null` when nothing does, or why it cannot. The course is locked until the transaction ends. */
  change(
    transaction: CoursesTransaction,
    course: CourseRecord,
  ): Promise<CourseChanges | Failure | null> | CourseChanges | Failure | null
}

/** What all changes of a course have in common: who may, one at a time, version and events. */
export async function editCourse(
  services: CoursesServices,
  context: CoursesContext,
  edit: CourseEdit,
): Promise<Outcome<{ course: CourseRecord }>> {
  requireSignedIn(context.viewer)
  return await services.inTransaction(context, async (transaction) => {
    const { courses, say } = transaction
    const found = await courses.lockCourse(edit.courseId)
    const before = requireEditableCourse(context.viewer, found, edit.courseId)
    const changes = await edit.change(transaction, before)
    if (changes === null) return succeed({ course: before })
    if (isFailure(changes)) return changes
    const course = await courses.changeCourse(before.id, changes, services.clock.now())
    await say(courseEvent('course.updated', course))
    if (edit.announce !== undefined) await say(courseEvent(edit.announce, course))
    return succeed({ course })
  })
}

function isFailure(changes: CourseChanges | Failure): changes is Failure {
  return 'ok' in changes
}
