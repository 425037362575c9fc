import { NotFoundError, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { LecturesContext } from '../context.ts'
import type { LecturesServices } from '../services.ts'
import { lecturePublished } from './lecture.events.ts'
import type { LectureChange } from './lecture.repository.ts'
import type { LectureRecord } from './lecture.ts'

/** Writes a change that the viewer may make, and says it. */
export async function changeLecture(
  services: LecturesServices,
  context: LecturesContext,
  { lectureId, change }: { readonly lectureId: string; readonly change: LectureChange },
): Promise<Outcome<{ lecture: LectureRecord }>> {
  const lecture = await services.inTransaction(context, async ({ lectures, say }) => {
    const changed = await lectures.changeLecture(lectureId, change)
    if (changed === null) throw new NotFoundError('Lecture', lectureId)
    await say(lecturePublished(changed))
    return changed
  })
  return succeed({ lecture })
}
