import type { EventHandlers, Outbox, SqlClient } from '@lyceum/events'

import type { CourseEvent } from './course/course.repository.ts'
import type { EnrollmentEvent } from './enrollment/enrollment.repository.ts'
import { lectureRemoved } from './lecture/lecture.events.ts'
import type { LecturesRepositories } from './services.ts'

export interface EventHandlersOptions<Tx> {
  readonly outbox: Outbox
  /** The repositories on a transaction. */
  openRepositories(tx: Tx): LecturesRepositories
}

/** Keeps what this subgraph must know of others, and lets lectures go with the module or course they stand in. */
export function createEventHandlers<Tx extends SqlClient>({
  outbox,
  openRepositories,
}: EventHandlersOptions<Tx>): EventHandlers<'lectures', Tx> {
  async function projectCourse(tx: Tx, event: CourseEvent): Promise<void> {
    await openRepositories(tx).courses.project(event)
    if (event.type === 'course.deleted') await removeLectures(tx, event, { courseId: event.payload.courseId })
  }

  async function projectEnrollment(tx: Tx, event: EnrollmentEvent): Promise<void> {
    await openRepositories(tx).enrollments.project(event)
  }

  async function removeLectures(
    tx: Tx,
    { requestId }: { readonly requestId: string | null },
    which: { readonly moduleId: string } | { readonly courseId: string },
  ): Promise<void> {
    const removed = await openRepositories(tx).lectures.removeLectures(which)
    await outbox.add(
      tx,
      removed.map((lecture) => ({ ...lectureRemoved(lecture), requestId })),
    )
  }

  return {
    'course.updated': projectCourse,
    'course.published': projectCourse,
    'course.unpublished': projectCourse,
    'course.deleted': projectCourse,
    'enrollment.created': projectEnrollment,
    'enrollment.activated': projectEnrollment,
    'enrollment.completed': projectEnrollment,
    'enrollment.cancelled': projectEnrollment,
    async 'module.changed'(tx, event) {
      await openRepositories(tx).modules.project(event)
      if (event.payload.isRemoved) await removeLectures(tx, event, { moduleId: event.payload.moduleId })
    },
    async 'media.ready'(tx, event) {
      await openRepositories(tx).mediaAssets.project(event)
    },
  }
}
