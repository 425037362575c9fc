import type { NewEvent } from '@lyceum/events'

import type { LectureRecord } from '../lecture/lecture.ts'

export interface Completion {
  readonly lecture: LectureRecord
  readonly userId: string
  readonly completedAt: Date
  readonly version: bigint
}

/** The aggregate is one person's progress in one lecture. */
export function lectureCompleted({
  lecture: { id: lectureId, courseId },
  userId,
  completedAt,
  version,
}: Completion): NewEvent<'lecture.completed'> {
  return {
    type: 'lecture.completed',
    aggregateId: `${lectureId}:${userId}`,
    aggregateVersion: Number(version),
    payload: { lectureId, courseId, userId, completedAt: completedAt.toISOString() },
  }
}
