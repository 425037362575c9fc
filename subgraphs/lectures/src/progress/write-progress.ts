import { NotFoundError, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import type { LecturesServices } from '../services.ts'
import { lectureCompleted } from './progress.events.ts'
import type { ProgressRecord } from './progress.ts'
import type { Learner } from './require-learner.ts'

export interface ProgressChange extends Learner {
  /** Pure: what is kept and the lecture as it is now to what is to be kept. */
  change(progress: ProgressRecord, lecture: LectureRecord): ProgressRecord
}

export interface WrittenProgress {
  readonly lecture: LectureRecord
  readonly progress: ProgressRecord
}

/** Changes a learner's progress under its row's lock, so that no report is lost and completion is said exactly once. */
export async function writeProgress(
  services: LecturesServices,
  context: LecturesContext,
  { viewer, lecture: { id }, change }: ProgressChange,
): Promise<Outcome<WrittenProgress>> {
  const written = await services.inTransaction(context, async ({ lectures, progress: records, say }) => {
    const lecture = await lectures.shareLecture(id)
    if (lecture === null) throw new NotFoundError('Lecture', id)
    const before = await records.lockProgress(id, viewer.id)
    const after = { progress: change(before.progress, lecture), version: before.version + 1n }
    await records.saveProgress(viewer.id, after)
    if (before.progress.completedAt === null && after.progress.completedAt !== null) {
      await say(
        lectureCompleted({ ...after, lecture, userId: viewer.id, completedAt: after.progress.completedAt }),
      )
    }
    return { lecture, progress: after.progress }
  })
  context.progress.clear(id)
  return succeed(written)
}
