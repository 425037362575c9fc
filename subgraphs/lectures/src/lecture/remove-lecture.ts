import { NotFoundError, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { requireEditableLecture } from './lecture-access.ts'
import { lectureRemoved } from './lecture.events.ts'

/** Removes a lecture with its attachments, annotations and everybody's progress in it. */
export async function removeLecture(
  services: LecturesServices,
  context: LecturesContext,
  { lectureId }: { readonly lectureId: string },
): Promise<Outcome<{ removedLectureId: string }>> {
  const { lecture } = await requireEditableLecture(services, context, lectureId)
  await services.inTransaction(context, async ({ lectures, say }) => {
    const removed = await lectures.removeLectures({ id: lecture.id })
    if (removed.length === 0) throw new NotFoundError('Lecture', lectureId)
    await say(...removed.map(lectureRemoved))
  })
  return succeed({ removedLectureId: lecture.id })
}
