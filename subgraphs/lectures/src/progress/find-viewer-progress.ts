import type { LecturesContext } from '../context.ts'
import { canRecordProgress } from '../course/course.policy.ts'
import type { LectureRecord } from '../lecture/lecture.ts'
import { createEmptyProgress } from './progress.ts'
import type { LectureProgress } from './progress.type.ts'
import { toLectureProgress } from './to-lecture-progress.ts'

/** The viewer's progress in a lecture; null for whoever is not enrolled. */
export async function findViewerProgress(
  context: LecturesContext,
  lecture: LectureRecord,
): Promise<LectureProgress | null> {
  const [course, progress] = await Promise.all([
    context.courses.load(lecture.courseId),
    context.progress.load(lecture.id),
  ])
  if (course === null || !canRecordProgress(context.viewer, course)) return null
  return toLectureProgress(lecture, progress ?? createEmptyProgress(lecture.id))
}
