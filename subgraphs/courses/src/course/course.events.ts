import type { NewEvent } from '@lyceum/events'

import type { CourseRecord } from './course.ts'

export type CourseEventType = 'course.updated' | 'course.published' | 'course.unpublished' | 'course.deleted'

/** The state of a course that other subgraphs may keep. */
export function courseEvent(type: CourseEventType, course: CourseRecord): NewEvent<CourseEventType> {
  const { id: courseId, slug, title, status, price, capacity, prerequisiteIds, instructorIds } = course
  return {
    type,
    aggregateId: courseId,
    aggregateVersion: Number(course.version),
    payload: {
      courseId,
      slug,
      title,
      status,
      price: price && { ...price },
      capacity,
      prerequisiteIds: [...prerequisiteIds],
      instructorIds: [...instructorIds],
    },
  }
}
