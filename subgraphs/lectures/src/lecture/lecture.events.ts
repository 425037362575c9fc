import type { NewEvent } from '@lyceum/events'

import type { LectureRecord } from './lecture.ts'

/** The state of a lecture that other subgraphs may keep. */
export function lecturePublished(lecture: LectureRecord): NewEvent<'lecture.published'> {
  const { id: lectureId, courseId, moduleId, title, kind, isPreview, mediaAssetId, version } = lecture
  return {
    type: 'lecture.published',
    aggregateId: lectureId,
    aggregateVersion: Number(version),
    payload: { lectureId, courseId, moduleId, title, kind, isPreview, mediaAssetId },
  }
}

/** What is known of a lecture that is gone. */
export interface RemovedLecture {
  readonly id: string
  readonly courseId: string
  readonly moduleId: string
  /** That of the removal: one more than the last state's. */
  readonly version: bigint
}

export function lectureRemoved({
  id,
  courseId,
  moduleId,
  version,
}: RemovedLecture): NewEvent<'lecture.removed'> {
  return {
    type: 'lecture.removed',
    aggregateId: id,
    aggregateVersion: Number(version),
    payload: { lectureId: id, courseId, moduleId },
  }
}
